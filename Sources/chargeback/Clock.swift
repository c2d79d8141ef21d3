import Aggregation
import ChargebackModel
import Foundation

/// The one place that knows what time it is; everything else is told.
enum Clock {
  static var now: Instant { Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }

  static func today(_ calendar: ZoneCalendar) -> CivilDate { calendar.date(of: now) }
}
