import ChargebackModel

/// The dates that prices begin and end on, as Azure writes them.
enum PriceDate {
  /// A moment, or that there is none. Nil where the text is no date.
  struct Edge {
    let moment: Instant?
  }

  static func start(_ text: String) -> Edge? {
    if text.isEmpty { return Edge(moment: nil) }
    return TimestampText.parse(text).map { Edge(moment: $0) }
  }

  /// Azure names the last day or the last second that a price holds. The end is the midnight that follows, and a month's
  /// first midnight is itself: sheets for a month are written both ways. The year 9999 is open.
  static func end(_ text: String) -> Edge? {
    if text.isEmpty || text.contains("9999") { return Edge(moment: nil) }
    guard let moment = TimestampText.parse(text) else { return nil }
    let isFirstMidnight = moment.date.day == 1 && moment == moment.date.startUTC
    return Edge(moment: isFirstMidnight ? moment : moment.date.next.startUTC)
  }
}
