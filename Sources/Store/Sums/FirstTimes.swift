import ChargebackModel
import GRDB

/// When the first calls of some profiles were: in the first month whose sums have the profile, in the first day of that,
/// in the first quarter hour of that, the first call.
struct FirstTimes {
  private(set) var times: [Int64: Instant] = [:]

  init(_ db: Database, _ profiles: Set<Int64>) throws {
    try find(profiles, .month, in: .min...(.max), db)
  }

  /// - Parameter span: has the first call of each of the profiles that has one.
  private mutating func find(
    _ profiles: Set<Int64>, _ unit: TimeSlice.Unit, in span: ClosedRange<Int64>, _ db: Database
  ) throws {
    var missing = profiles
    for start in try FirstTimes.starts(of: unit, in: span, db) {
      guard !missing.isEmpty, let slice = TimeSlice(unit, containing: start) else { return }
      let found = missing.intersection(try SliceReader.profiles(unit, slice.start..<slice.end, db))
      missing.subtract(found)
      if found.isEmpty { continue }
      if let shorter = unit.shorter {
        try find(found, shorter, in: slice.start...(slice.end - 1), db)
      } else {
        try findCalls(of: found, in: slice, db)
      }
    }
  }

  private static func starts(of unit: TimeSlice.Unit, in span: ClosedRange<Int64>, _ db: Database) throws -> [Int64] {
    let list = try SQLStatement(
      db, "SELECT DISTINCT start FROM sliceSum WHERE unit = ? AND start BETWEEN ? AND ? ORDER BY start")
    defer { list.reset() }
    list.bind(1, unit.rawValue)
    list.bind(2, span.lowerBound)
    list.bind(3, span.upperBound)
    var starts: [Int64] = []
    while try list.step() { starts.append(list.number(0)) }
    return starts
  }

  private mutating func findCalls(of profiles: Set<Int64>, in quarter: TimeSlice, _ db: Database) throws {
    let first = try SQLStatement(
      db, "SELECT profileId, min(time) FROM call WHERE time >= ? AND time < ? GROUP BY profileId")
    defer { first.reset() }
    first.bind(1, quarter.start)
    first.bind(2, quarter.end)
    while try first.step() {
      guard let id = first.integer(0), let time = first.integer(1), profiles.contains(id) else { continue }
      times[id] = Instant(milliseconds: time)
    }
  }
}
