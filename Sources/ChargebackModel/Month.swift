/// A month of the Gregorian calendar, without a time zone.
package struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  package let month: Int

  package init(_ date: CivilDate) {
    year = date.year
    month = date.month
  }

  /// Reads `2026-10`; nil if it is anything else.
  package init?(_ text: some StringProtocol) {
    guard let first = CivilDate("\(text)-01") else { return nil }
    self.init(first)
  }

  private init(index: Int) {
    year = Int(Instant.floorDivide(Int64(index), 12))
    month = index - year * 12 + 1
  }

  package func advanced(by months: Int) -> Month { Month(index: year * 12 + month - 1 + months) }

  package var firstDay: CivilDate { CivilDate(year: year, month: month, day: 1) }
  package var lastDay: CivilDate {
    CivilDate(year: year, month: month, day: CivilDate.daysIn(month: month, year: year))
  }

  /// That day of the month, or its last one if it has no such day.
  package func day(_ day: Int) -> CivilDate { CivilDate(year: year, month: month, day: min(day, lastDay.day)) }

  package static func < (a: Month, b: Month) -> Bool { (a.year, a.month) < (b.year, b.month) }

  /// `2026-10`
  package var description: String { String(firstDay.description.dropLast(3)) }
}
