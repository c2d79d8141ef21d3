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
    let length = Store.quarterHour
    let (from, to) = (start.milliseconds, end.milliseconds)
    let first = (Store.startOfQuarter(from) == from ? from : Store.startOfQuarter(from) + length)
    let last = max(first, Store.startOfQuarter(to))
    try read { db in
      func calls(_ condition: String, _ arguments: StatementArguments, times sign: Int64 = 1) throws {
        let sql = """
          SELECT time - ((time % \(length)) + \(length)) % \(length) AS start, profileId, count(*) AS calls
          FROM call
          WHERE \(condition)
          GROUP BY start, profileId
          """
        let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
        while let row = try rows.next() {
          let profileId: Int64 = row["profileId"]
          guard profiles.contains(profileId) else { continue }
          take(QuarterCount(start: row["start"], profileId: profileId, calls: sign * row["calls"]))
        }
      }
      if first > to { return try calls("time >= ? AND time < ?", [from, to]) }
      try calls("time >= ? AND time < ?", [from, first])
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
      try calls("time >= ? AND time < ?", [last, to])
      if !left.isEmpty {
        let ids = "[" + left.sorted().map(String.init).joined(separator: ",") + "]"
        try calls(
          "time >= ? AND time < ? AND id IN (SELECT value FROM json_each(?))", [from, to, ids], times: -1)
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
