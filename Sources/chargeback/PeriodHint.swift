import Aggregation
import ChargebackModel
import Store

/// What to say when a period holds no calls: when there are some.
struct PeriodHint {
  private let known: ClosedRange<Instant>?
  private let calendar: ZoneCalendar

  init(_ store: Store, _ calendar: ZoneCalendar) throws {
    known = try store.timeRange()
    self.calendar = calendar
  }

  func say(_ global: GlobalOptions) {
    guard let known else { return global.say("note: the database holds no calls") }
    let (first, last) = (calendar.date(of: known.lowerBound), calendar.date(of: known.upperBound))
    global.say("note: no call fits; the database holds calls from \(first) to \(last)")
  }
}
