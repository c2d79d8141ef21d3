import ChargebackModel

/// A span of time whose calls are summed up in advance.
struct TimeSlice: Hashable {
  /// A quarter hour, by which every time zone's hours can be cut, a day or a month, all of UTC. Each is cut into slices of
  /// the one before.
  enum Unit: String, CaseIterable {
    case quarterHour, day, month

    /// Nil for a month.
    var longer: Unit? {
      switch self {
      case .quarterHour: .day
      case .day: .month
      case .month: nil
      }
    }

    /// Nil for a quarter hour.
    var shorter: Unit? { Unit.allCases.first { $0.longer == self } }
  }

  let unit: Unit
  /// In milliseconds since 1970 UTC, half-open.
  let start: Int64
  let end: Int64

  static let quarterHour: Int64 = 900_000
  static let day: Int64 = 86_400_000

  /// The slice that a moment lies in; nil at the ends of all time, where there would be none whole.
  init?(_ unit: Unit, containing milliseconds: Int64) {
    let bounds: (start: Int64, end: Int64)? =
      switch unit {
      case .quarterHour: TimeSlice.bounds(TimeSlice.quarterHour, milliseconds)
      case .day: TimeSlice.bounds(TimeSlice.day, milliseconds)
      case .month: TimeSlice.monthBounds(milliseconds)
      }
    guard let bounds else { return nil }
    self.unit = unit
    (start, end) = bounds
  }

  private static func bounds(_ length: Int64, _ milliseconds: Int64) -> (start: Int64, end: Int64)? {
    let past = milliseconds % length
    let start = milliseconds.subtractingReportingOverflow(past < 0 ? past + length : past)
    let end = start.partialValue.addingReportingOverflow(length)
    return start.overflow || end.overflow ? nil : (start.partialValue, end.partialValue)
  }

  private static func monthBounds(_ milliseconds: Int64) -> (start: Int64, end: Int64)? {
    let date = Instant(milliseconds: milliseconds).date
    let days = (date.daysSince1970 - Int64(date.day) + 1, Int64(CivilDate.daysIn(month: date.month, year: date.year)))
    let start = days.0.multipliedReportingOverflow(by: TimeSlice.day)
    let end = (days.0 + days.1).multipliedReportingOverflow(by: TimeSlice.day)
    return start.overflow || end.overflow ? nil : (start.partialValue, end.partialValue)
  }

  /// How many slices of a unit there are between the starts of two of them; below zero where the second is the earlier.
  static func count(_ unit: Unit, from start: Int64, to end: Int64) -> Int64 {
    switch unit {
    case .quarterHour: end / quarterHour - start / quarterHour
    case .day: end / day - start / day
    case .month: monthNumber(end) - monthNumber(start)
    }
  }

  private static func monthNumber(_ milliseconds: Int64) -> Int64 {
    let date = Instant(milliseconds: milliseconds).date
    return Int64(date.year) * 12 + Int64(date.month)
  }

  // The unit follows from the two: asked for every call of an import.
  static func == (a: TimeSlice, b: TimeSlice) -> Bool { a.start == b.start && a.end == b.end }

  func hash(into hasher: inout Hasher) { hasher.combine(start ^ end << 1) }
}
