import ChargebackModel
import GRDB

extension Store {
  /// The length of a quarter hour in milliseconds; each begins at a multiple of it.
  package static let quarterHour = TimeSlice.quarterHour

  /// The calls of one profile in one quarter hour; negative where calls are taken away.
  package struct QuarterCount: Hashable, Sendable {
    /// Where the quarter hour begins, in milliseconds since 1970 UTC.
    package let start: Int64
    package let profileId: Int64
    package let calls: Int64
  }

  /// Hands out how many calls some profiles have in each quarter hour of `start ..< end`, from the sums kept in advance;
  /// one quarter hour and profile may come several times.
  ///
  /// - Parameter left: ids of calls to take away again.
  package func eachQuarterCount(
    of profiles: Set<Int64>, from start: Instant, to end: Instant, without left: Set<Int64> = [],
    _ take: (QuarterCount) -> Void
  ) throws(StoreFailure) {
    guard !profiles.isEmpty, start < end else { return }
    let (from, to) = (start.milliseconds, end.milliseconds)
    let first = (Store.startOfQuarter(from) == from ? from : Store.startOfQuarter(from) + Store.quarterHour)
    let last = max(first, Store.startOfQuarter(to))
    try read { db in
      let cursor = CallCursor(db)
      func give(_ call: ScannedCall, times sign: Int64) {
        guard profiles.contains(call.profileId) else { return }
        take(QuarterCount(start: Store.startOfQuarter(call.time), profileId: call.profileId, calls: sign))
      }
      func calls(_ span: Range<Int64>) throws {
        if span.isEmpty { return }
        try cursor.begin(times: span.lowerBound...(span.upperBound - 1))
        while try cursor.next() { give(cursor.scanned, times: 1) }
      }
      if first > to { return try calls(from..<to) }
      try calls(from..<first)
      let parts = try SQLStatement(
        db, "SELECT start, sums FROM sliceSum WHERE unit = ? AND start >= ? AND start < ? ORDER BY start, id")
      defer { parts.reset() }
      parts.bind(1, TimeSlice.Unit.quarterHour.rawValue)
      parts.bind(2, first)
      parts.bind(3, last)
      while try parts.step() {
        guard let start = parts.integer(0) else { continue }
        // Entries of one profile stand together.
        var (profileId, calls, isWanted) = (Int64(-1), Int64(0), false)
        SumBytes.decode(parts.bytes(1)) { key, entry in
          if key.profileId != profileId {
            if calls != 0 { take(QuarterCount(start: start, profileId: profileId, calls: calls)) }
            (profileId, calls, isWanted) = (key.profileId, 0, profiles.contains(key.profileId))
          }
          if isWanted { calls += entry.calls }
        }
        if calls != 0 { take(QuarterCount(start: start, profileId: profileId, calls: calls)) }
      }
      try calls(last..<to)
      let lookup = try CallLookup(db)
      for id in left.sorted() {
        if let call = try lookup.scanned(id), (from..<to).contains(call.time) { give(call, times: -1) }
      }
    }
  }

  /// How many calls each profile has in some spans of milliseconds, half-open, in the order of the spans.
  package func callCounts(in spans: [Range<Int64>]) throws(StoreFailure) -> [[Int64: Int64]] {
    guard !spans.isEmpty else { return [] }
    return try read { db in
      let find = try SQLStatement(
        db, "SELECT profileId, count(*) FROM call WHERE time >= ? AND time < ? GROUP BY profileId")
      return try spans.map { span in
        defer { find.reset() }
        find.bind(1, span.lowerBound)
        find.bind(2, span.upperBound)
        var counts: [Int64: Int64] = [:]
        while try find.step() { counts[find.integer(0) ?? 0] = find.integer(1) }
        return counts
      }
    }
  }

  /// The times of the calls in some spans of milliseconds, half-open, with their profiles; in the order of the spans and of
  /// time.
  package func callTimes(in spans: [Range<Int64>]) throws(StoreFailure) -> [(time: Int64, profileId: Int64)] {
    guard !spans.isEmpty else { return [] }
    return try read { db in
      let find = try SQLStatement(db, "SELECT time, profileId FROM call WHERE time >= ? AND time < ? ORDER BY time")
      var times: [(time: Int64, profileId: Int64)] = []
      for span in spans {
        defer { find.reset() }
        find.bind(1, span.lowerBound)
        find.bind(2, span.upperBound)
        while try find.step() { times.append((find.integer(0) ?? 0, find.integer(1) ?? 0)) }
      }
      return times
    }
  }

  /// Where the quarter hour of a moment begins.
  package static func startOfQuarter(_ milliseconds: Int64) -> Int64 {
    let past = milliseconds % quarterHour
    return milliseconds - (past < 0 ? past + quarterHour : past)
  }
}
