import ChargebackModel
import GRDB

/// Keeps the sums of all quarter hours and days, exactly, in the transaction that changes the calls.
///
/// A batch adds to each slice one part with what it changed, so that a log in any order costs no more than its calls;
/// several parts of a slice become one. A report adds the parts up.
struct SliceSums {
  private var changes: [TimeSlice: SumTable] = [:]
  /// Of calls with and without a time.
  private var callsOfProfiles: [Int64: Int64] = [:]

  /// Parts of one slice that become one.
  private static let mergedParts: Int64 = 8

  mutating func take(_ sum: CallSum?, times sign: Int64) {
    guard let sum, let slice = TimeSlice(.quarterHour, containing: sum.time) else { return }
    changes[slice, default: SumTable()].add(sum.key, SumTable.Entry(calls: 1, usage: sum.usage), times: sign)
  }

  mutating func count(_ profileId: Int64, times sign: Int64) { callsOfProfiles[profileId, default: 0] += sign }

  /// Writes what changed.
  mutating func end(_ db: Database) throws {
    for (slice, table) in changes {
      if let day = TimeSlice(.day, containing: slice.start) { changes[day, default: SumTable()].add(table) }
    }
    let statements = try Statements(db)
    for (slice, table) in changes where !table.entries.isEmpty { try statements.add(table, to: slice) }
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
    changes = [:]
    callsOfProfiles = [:]
  }

  private struct Statements {
    let count: SQLStatement
    let read: SQLStatement
    let delete: SQLStatement
    let insert: SQLStatement

    init(_ db: Database) throws {
      count = try SQLStatement(db, "SELECT count(*) FROM sliceSum WHERE length = ? AND start = ?")
      read = try SQLStatement(db, "SELECT sums FROM sliceSum WHERE length = ? AND start = ?")
      delete = try SQLStatement(db, "DELETE FROM sliceSum WHERE length = ? AND start = ?")
      insert = try SQLStatement(db, "INSERT INTO sliceSum (length, start, sums) VALUES (?, ?, ?)")
    }

    func add(_ table: SumTable, to slice: TimeSlice) throws {
      var table = table
      if try parts(of: slice) + 1 >= SliceSums.mergedParts {
        at(slice, read)
        while try read.step() { SumBytes.decode(read.bytes(0)) { table.add($0, $1) } }
        read.reset()
        at(slice, delete)
        try delete.run()
      }
      guard !table.entries.isEmpty else { return }
      at(slice, insert)
      try SumBytes.encode(table).withUnsafeBytes { bytes in
        insert.bind(3, bytes)
        try insert.run()
      }
    }

    private func parts(of slice: TimeSlice) throws -> Int64 {
      at(slice, count)
      defer { count.reset() }
      return try count.step() ? count.integer(0) ?? 0 : 0
    }

    private func at(_ slice: TimeSlice, _ statement: SQLStatement) {
      statement.bind(1, slice.length.rawValue)
      statement.bind(2, slice.start)
    }
  }
}
