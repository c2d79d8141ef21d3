import ChargebackModel
import Store

/// On which days records of one format told of calls, and on which of them none did.
package struct SourceDays: Hashable, Sendable {
  package let format: String
  /// The days with calls, in order.
  package let days: [Day]
  /// Days between the first and the last without a call. Saturdays and Sundays count only where the format tells of calls on
  /// one of them: an office is quiet then.
  package let gaps: [Gap]
  package var calls: Int64 { days.reduce(0) { $0 + $1.calls } }

  package struct Day: Hashable, Sendable {
    package let date: CivilDate
    package let calls: Int64
  }

  /// From the first day through the last.
  package struct Gap: Hashable, Sendable {
    package let first: CivilDate
    package let last: CivilDate

    package var days: Int64 { last.daysSince1970 - first.daysSince1970 + 1 }
    /// `2026-10-03`, or `2026-10-03 to 2026-10-05`
    package var description: String { first == last ? "\(first)" : "\(first) to \(last)" }
  }

  init(_ format: String, _ days: [Day]) {
    self.format = format
    self.days = days
    let worksOnWeekends = days.contains { $0.date.isWeekend }
    gaps = zip(days, days.dropFirst()).compactMap { before, after in
      var (first, last) = (before.date.next, after.date.advanced(byDays: -1))
      guard !worksOnWeekends else { return first <= last ? Gap(first: first, last: last) : nil }
      while first <= last, first.isWeekend { first = first.next }
      while first <= last, last.isWeekend { last = last.advanced(byDays: -1) }
      return first <= last ? Gap(first: first, last: last) : nil
    }
  }

  /// Of each format that told of a call in the period, sorted by name. Records count that reports leave out, too: the
  /// question is what was read.
  static func all(_ store: Store, _ period: Period, _ calendar: ZoneCalendar) throws(StoreFailure) -> [SourceDays] {
    guard period.start < period.end else { return [] }
    let edges = [period.start] + calendar.edges(of: .day, in: period) + [period.end]
    let usage = try store.sums(between: edges)
    var counts: [String: [Int: Int64]] = [:]
    for sum in usage.sums {
      for format in usage.profiles[sum.profileId]?.sources ?? [] {
        counts[format, default: [:]][sum.slice, default: 0] += sum.calls
      }
    }
    return counts.sorted { $0.key < $1.key }.map { format, slices in
      SourceDays(
        format, slices.sorted { $0.key < $1.key }.map { Day(date: calendar.date(of: edges[$0.key]), calls: $0.value) })
    }
  }
}

extension CivilDate {
  /// 1970-01-01 was a Thursday.
  fileprivate var isWeekend: Bool { [2, 3].contains((daysSince1970 % 7 + 7) % 7) }
}
