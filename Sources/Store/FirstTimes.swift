import ChargebackModel
import GRDB

/// When the first calls of some profiles were: the first day whose sums have the profile, the first quarter hour of that
/// day, the first call of that; or an earlier call that is in no sum.
struct FirstTimes {
  private(set) var times: [Int64: Instant] = [:]

  init(_ db: Database, _ profiles: Set<Int64>) throws {
    var missing = profiles
    let days = try SQLStatement(
      db, "SELECT DISTINCT start FROM sliceSum WHERE length = \(TimeSlice.Length.day.rawValue) ORDER BY start")
    while !missing.isEmpty, try days.step() {
      guard let start = days.integer(0), let day = TimeSlice(.day, containing: start) else { continue }
      let found = missing.intersection(try SliceReader.sums(of: day, db).map(\.key.profileId))
      missing.subtract(found)
      try findQuarterHours(found, of: day, db)
    }
    days.reset()
    let long = try SQLStatement(
      db,
      """
      SELECT profileId, min(time) FROM call
      WHERE ifnull(inputTokens, claimedInputTokens) > \(CallSum.longInput) AND time IS NOT NULL
      GROUP BY profileId
      """)
    try take(long, of: profiles)
  }

  private mutating func findQuarterHours(_ profiles: Set<Int64>, of day: TimeSlice, _ db: Database) throws {
    var missing = profiles
    var start = day.start
    while !missing.isEmpty, start < day.end, let quarter = TimeSlice(.quarterHour, containing: start) {
      let found = missing.intersection(try SliceReader.sums(of: quarter, db).map(\.key.profileId))
      missing.subtract(found)
      if !found.isEmpty {
        let first = try SQLStatement(
          db, "SELECT profileId, min(time) FROM call WHERE time >= ? AND time < ? GROUP BY profileId")
        first.bind(1, quarter.start)
        first.bind(2, quarter.end)
        try take(first, of: found)
      }
      start = quarter.end
    }
  }

  private mutating func take(_ rows: SQLStatement, of profiles: Set<Int64>) throws {
    defer { rows.reset() }
    while try rows.step() {
      guard let id = rows.integer(0), let time = rows.integer(1), profiles.contains(id) else { continue }
      let moment = Instant(milliseconds: time)
      times[id] = min(times[id] ?? moment, moment)
    }
  }
}
