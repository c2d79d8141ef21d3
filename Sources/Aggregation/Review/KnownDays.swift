import ChargebackModel
import Store

/// The days of which all calls can be known: those that are over, between the first and the last call of the database.
struct KnownDays {
  /// Nil where there is none.
  let range: ClosedRange<CivilDate>?
  /// When the calls that are known end: now, or earlier if the last call is.
  private let end: Instant?
  private let calendar: ZoneCalendar

  init(_ store: Store, _ calendar: ZoneCalendar, now: Instant?) throws(StoreFailure) {
    self.calendar = calendar
    guard let known = try store.timeRange() else {
      (range, end) = (nil, nil)
      return
    }
    let end = min(now ?? known.upperBound, known.upperBound)
    // The first and the last day may have begun before the first call, or go on after the last.
    let first = calendar.date(of: known.lowerBound).next
    let last = calendar.date(of: end).advanced(byDays: -1)
    range = first <= last ? first...last : nil
    self.end = end
  }

  /// How many days of a month, counted from its first, are over. Days before the first call are: they cost nothing.
  func completeDays(of month: Month) -> Int {
    guard let end else { return 0 }
    let day = calendar.date(of: end)
    if Month(day) > month { return month.lastDay.day }
    return Month(day) < month ? 0 : day.day - 1
  }
}
