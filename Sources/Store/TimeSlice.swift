/// A span of time whose calls are summed up in advance: a quarter hour, by which every time zone's hours can be cut, or a
/// day of UTC.
struct TimeSlice: Hashable {
  enum Length: Int64, CaseIterable {
    case quarterHour = 900_000
    case day = 86_400_000
  }

  let length: Length
  /// Milliseconds since 1970 UTC, a multiple of the length.
  let start: Int64

  var end: Int64 { start + length.rawValue }

  /// The slice that a moment lies in; nil at the ends of all time, where there would be none whole.
  init?(_ length: Length, containing milliseconds: Int64) {
    let past = milliseconds % length.rawValue
    let start = milliseconds.subtractingReportingOverflow(past < 0 ? past + length.rawValue : past)
    guard !start.overflow, !start.partialValue.addingReportingOverflow(length.rawValue).overflow else { return nil }
    self.length = length
    self.start = start.partialValue
  }
}
