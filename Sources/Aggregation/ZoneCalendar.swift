import ChargebackModel

import struct Foundation.Calendar
import struct Foundation.Date
import struct Foundation.DateComponents
import struct Foundation.Locale
import typealias Foundation.TimeInterval
import struct Foundation.TimeZone

/// Days, hours and months as a time zone's clocks show them, daylight saving included.
package struct ZoneCalendar: Sendable {
  package let name: String
  private let calendar: Calendar

  /// - Parameter name: an IANA name such as `Europe/Berlin`, or `UTC`; nil if the system knows none of that name.
  package init?(_ name: String) {
    guard let zone = name == "UTC" ? TimeZone(secondsFromGMT: 0) : ZoneCalendar.zone(name) else { return nil }
    self.name = name
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    calendar.locale = Locale(identifier: "en_US_POSIX")
    self.calendar = calendar
  }

  // `TimeZone(identifier:)` also takes offsets and abbreviations, which do not say when clocks change.
  private static func zone(_ name: String) -> TimeZone? {
    guard TimeZone.knownTimeZoneIdentifiers.contains(name) || name.contains("/") else { return nil }
    return TimeZone(identifier: name)
  }

  /// The first moment of a date: usually midnight, later where the clocks skip it.
  package func start(of date: CivilDate) -> Instant {
    let noon = calendar.date(from: DateComponents(year: date.year, month: date.month, day: date.day, hour: 12))
    return ZoneCalendar.instant(calendar.startOfDay(for: noon!))
  }

  /// From the start of the first day to the end of the last.
  package func period(from first: CivilDate, through last: CivilDate) -> Period {
    Period(start: start(of: first), end: start(of: last.next), timeZone: name)
  }

  package func date(of moment: Instant) -> CivilDate {
    let parts = calendar.dateComponents([.year, .month, .day], from: ZoneCalendar.date(moment))
    return CivilDate(year: parts.year!, month: parts.month!, day: parts.day!)
  }

  /// The moments strictly inside the period at which a new hour, day or month begins.
  func edges(of unit: Dimension, in period: Period) -> [Instant] {
    guard period.start < period.end else { return [] }
    var edges: [Instant] = []
    switch unit {
    case .hour, .hourOfDay:
      // Every zone's clocks change by whole quarter hours, so each hour's edge lies on one.
      let step: Int64 = 900_000
      var moment = period.start.milliseconds - period.start.milliseconds % step + step
      while moment < period.end.milliseconds {
        let edge = Instant(milliseconds: moment)
        if label(unit, edge) != label(unit, Instant(milliseconds: moment - 1)) { edges.append(edge) }
        moment += step
      }
    case .day, .month:
      var day = date(of: period.start).next
      while start(of: day) < period.end {
        // Where a zone skipped a whole day (Samoa on 30 December 2011) it begins with the next one.
        let edge = start(of: day)
        if unit == .day || day.day == 1, edge > edges.last ?? period.start { edges.append(edge) }
        day = day.next
      }
    default: break
    }
    return edges
  }

  /// `2026-10`, `2026-10-25`, the hour of the day as `07`, or the hour with its offset, so that the hour which the clocks show twice stays two:
  /// `2026-10-25T02:00+01:00`.
  func label(_ unit: Dimension, _ moment: Instant) -> String {
    if unit == .hourOfDay { return ZoneCalendar.pad(calendar.component(.hour, from: ZoneCalendar.date(moment))) }
    let date = date(of: moment)
    switch unit {
    case .month: return String(date.description.prefix(7))
    case .day: return date.description
    default:
      let instant = ZoneCalendar.date(moment)
      let hour = calendar.component(.hour, from: instant)
      let offset = calendar.timeZone.secondsFromGMT(for: instant) / 60
      let clock = "\(date)T\(ZoneCalendar.pad(hour)):00"
      if offset == 0 { return clock + "Z" }
      return clock + (offset < 0 ? "-" : "+") + ZoneCalendar.pad(abs(offset) / 60) + ":"
        + ZoneCalendar.pad(abs(offset) % 60)
    }
  }

  /// The moment by the zone's clocks, with their offset: `2026-10-25T02:30:00.500+01:00`; in UTC with `Z`.
  package func text(_ moment: Instant) -> String {
    let offset = Int64(calendar.timeZone.secondsFromGMT(for: ZoneCalendar.date(moment)))
    if offset == 0 { return moment.iso8601 }
    // What the clocks show, taken for UTC and given its own name.
    let shown = moment.advanced(byMilliseconds: offset * 1000).iso8601.dropLast()
    let minutes = Int(abs(offset) / 60)
    return "\(shown)\(offset < 0 ? "-" : "+")\(ZoneCalendar.pad(minutes / 60)):\(ZoneCalendar.pad(minutes % 60))"
  }

  private static func pad(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  // Whole seconds are exact in a Double; the milliseconds are not needed to find a day or an hour.
  private static func date(_ moment: Instant) -> Date {
    let seconds = moment.milliseconds >= 0 ? moment.milliseconds / 1000 : (moment.milliseconds - 999) / 1000
    return Date(timeIntervalSince1970: TimeInterval(seconds))
  }

  private static func instant(_ date: Date) -> Instant {
    Instant(milliseconds: Int64(date.timeIntervalSince1970.rounded()) * 1000)
  }
}
