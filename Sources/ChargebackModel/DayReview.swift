/// Which complete days of a report cost unusually much or little, by their own past four weeks.
package struct DayReview: Hashable, Sendable {
  package struct UnusualDay: Hashable, Sendable {
    package let day: CivilDate
    package let cost: Money
    /// Of the days before it, at most `historyDays`.
    package let median: Money
    /// Of the same weekdays among them.
    package let weekdayMedian: Money
    package var isHigh: Bool { cost > median }

    package init(day: CivilDate, cost: Money, median: Money, weekdayMedian: Money) {
      self.day = day
      self.cost = cost
      self.median = median
      self.weekdayMedian = weekdayMedian
    }
  }

  package static let historyDays = 28
  /// Days with calls of known cost that there must be among them, for a verdict.
  package static let minimumDays = 14
  /// The rule in words, as reports show it.
  package static let rule =
    "a day is unusual if its cost is more than 5 median absolute deviations, and more than half the median, above (or "
    + "below) the median of the 28 days before it, and likewise that of the same weekdays among them; with calls on fewer "
    + "than 14 of those days there is no verdict"

  /// In the order of the days.
  package let unusual: [UnusualDay]
  /// Days without a verdict, in their order: too little before them, or their own cost is not known.
  package let unknown: [CivilDate]

  package init(unusual: [UnusualDay], unknown: [CivilDate]) {
    self.unusual = unusual
    self.unknown = unknown
  }
}
