import ChargebackModel
import GRDB

extension Store {
  /// The profiles of all calls by id. One that no call has any more, since its calls were joined to others, says nothing.
  package func profiles() throws(StoreFailure) -> [Int64: CallProfile] {
    try read { db in
      var profiles: [Int64: CallProfile] = [:]
      let rows = try Row.fetchCursor(db, sql: "SELECT * FROM profile WHERE id IN (SELECT profileId FROM call)")
      while let row = try rows.next() { profiles[row["id"]] = ProfileRow.profile(row) }
      return profiles
    }
  }

  /// The first and the last moment of any call; nil if no call has a time.
  package func timeRange() throws(StoreFailure) -> ClosedRange<Instant>? {
    try read { db in
      let row = try Row.fetchOne(db, sql: "SELECT min(time) AS first, max(time) AS last FROM call")
      guard let first = row?["first"] as Int64?, let last = row?["last"] as Int64? else { return nil }
      return Instant(milliseconds: first)...Instant(milliseconds: last)
    }
  }

  /// Whether any call was made in `start ..< end`.
  package func hasCalls(from start: Instant, to end: Instant) throws(StoreFailure) -> Bool {
    try read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM call WHERE time >= ? AND time < ?)",
        arguments: [start.milliseconds, end.milliseconds]) ?? false
    }
  }

  /// When each profile's first call was.
  package func firstTimes() throws(StoreFailure) -> [Int64: Instant] {
    try read { db in
      var times: [Int64: Instant] = [:]
      let rows = try Row.fetchCursor(
        db, sql: "SELECT profileId, min(time) AS first FROM call WHERE time IS NOT NULL GROUP BY profileId")
      while let row = try rows.next() { times[row["profileId"]] = Instant(milliseconds: row["first"]) }
      return times
    }
  }

  /// How many calls no record gives a time; no period can count them.
  package func callsWithoutTime() throws(StoreFailure) -> Int64 {
    try read { db in try Int64.fetchOne(db, sql: "SELECT count(*) FROM call WHERE time IS NULL") ?? 0 }
  }

  /// How many records could not be read, in the whole database.
  package func rejectedRecords() throws(StoreFailure) -> Int64 {
    try read { db in try Int64.fetchOne(db, sql: "SELECT count(*) FROM rejectedRecord") ?? 0 }
  }
}
