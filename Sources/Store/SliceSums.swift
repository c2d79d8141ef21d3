import ChargebackModel
import GRDB

/// Keeps the sums of all quarter hours, days and months, exactly, in the transaction that changes the calls.
///
/// A batch adds to each slice one part with what it changed, so that a log in any order costs no more than its calls;
/// several parts of a slice become one, but for those that are much longer than the others. A report adds the parts up.
struct SliceSums {
  private var changes: [TimeSlice: SumTable] = [:]
  /// Of calls with and without a time.
  private var callsOfProfiles: [Int64: Int64] = [:]

  mutating func take(_ sum: CallSum?, times sign: Int64) {
    guard let sum, let slice = TimeSlice(.quarterHour, containing: sum.time) else { return }
    changes[slice, default: SumTable()].add(sum.key, SumTable.Entry(calls: 1, usage: sum.usage), times: sign)
  }

  mutating func count(_ profileId: Int64, times sign: Int64) { callsOfProfiles[profileId, default: 0] += sign }

  /// Writes what changed.
  mutating func end(_ db: Database) throws {
    let table = try SliceTable(db)
    for unit in TimeSlice.Unit.allCases {
      var longer: [TimeSlice: SumTable] = [:]
      for (slice, sums) in changes where !sums.entries.isEmpty {
        try table.add(sums, to: slice)
        guard let unit = unit.longer, let around = TimeSlice(unit, containing: slice.start) else { continue }
        longer[around, default: SumTable()].add(sums)
      }
      changes = longer
    }
    let count = try SQLStatement(
      db,
      """
      INSERT INTO profileUse (profileId, calls) VALUES (?, ?)
      ON CONFLICT (profileId) DO UPDATE SET calls = calls + excluded.calls
      """)
    for (profileId, calls) in callsOfProfiles where calls != 0 {
      count.bind(1, profileId)
      count.bind(2, calls)
      try count.run()
    }
    callsOfProfiles = [:]
  }
}
