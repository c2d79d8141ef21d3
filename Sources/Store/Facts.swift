import ChargebackModel
import GRDB

extension Store {
  /// The profiles of all calls by id. One that no call has any more, since its calls were joined to others, says nothing.
  package func profiles() throws(StoreFailure) -> [Int64: CallProfile] {
    try read { db in
      let used = try Store.usedProfiles(db)
      let list = try SQLStatement(db, ProfileRow.selectSQL)
      defer { list.reset() }
      var profiles: [Int64: CallProfile] = [:]
      while try list.step() {
        let id = ProfileRow.id(list)
        if used.contains(id) { profiles[id] = ProfileRow.profile(list) }
      }
      return profiles
    }
  }

  /// The profiles that some call has.
  static func usedProfiles(_ db: Database) throws -> Set<Int64> {
    let untimed = try Int64.fetchSet(db, sql: "SELECT profileId FROM untimedCalls WHERE calls > 0")
    return try SliceReader.profiles(.month, .min ..< .max, db).union(untimed)
  }

  /// The first and the last moment of any call; nil if no call has a time.
  package func timeRange() throws(StoreFailure) -> ClosedRange<Instant>? {
    try read { db in
      let row = try Row.fetchOne(db, sql: "SELECT min(firstTime) AS first, max(lastTime) AS last FROM callBlock")
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

  /// When each of these profiles' first call was; of those that have a call with a time.
  package func firstTimes(of profiles: Set<Int64>) throws(StoreFailure) -> [Int64: Instant] {
    try read { db in try FirstTimes(db, profiles).times }
  }

  /// How many calls no record gives a time; no period can count them.
  package func callsWithoutTime() throws(StoreFailure) -> Int64 {
    try read { db in try Int64.fetchOne(db, sql: "SELECT sum(untimed) FROM callBlock") ?? 0 }
  }

  /// How many records could not be read, in the whole database.
  package func rejectedRecords() throws(StoreFailure) -> Int64 {
    try read { db in try Int64.fetchOne(db, sql: "SELECT count(*) FROM rejectedRecord") ?? 0 }
  }
}
