/// A moment in UTC, in milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Comparable, Sendable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The moment of a civil date and time in UTC; nil if there is no such date or time of day.
  package init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0
  ) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.daysIn(month: month, year: year),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second), (0...999).contains(millisecond)
    else { return nil }
    let days = CivilDate(year: year, month: month, day: day).daysSince1970
    // A leap second is the last moment of its minute, as in every log that Azure writes.
    let seconds = Int64(hour * 3600 + minute * 60 + min(second, 59))
    self.init(milliseconds: (days * 86_400 + seconds) * 1000 + Int64(millisecond))
  }

  package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

  package func advanced(byMilliseconds span: Int64) -> Instant { Instant(milliseconds: milliseconds + span) }

  /// The UTC date that this moment lies in.
  package var date: CivilDate { CivilDate(daysSince1970: Instant.floorDivide(milliseconds, 86_400_000)) }

  /// `2026-10-01T00:00:00Z`; with milliseconds only where there are some.
  package var iso8601: String {
    // Not `milliseconds` less the day's start, which overflows at the earliest instants.
    let ofDay = (milliseconds % 86_400_000 + 86_400_000) % 86_400_000
    let (seconds, fraction) = ofDay.quotientAndRemainder(dividingBy: 1000)
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { CivilDate.pad($0, 2) }.joined(separator: ":")
    return "\(date)T\(time)\(fraction == 0 ? "" : "." + CivilDate.pad(fraction, 3))Z"
  }

  static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
