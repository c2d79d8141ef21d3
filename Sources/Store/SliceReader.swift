import GRDB

/// Reads sums that were kept in advance.
enum SliceReader {
  /// The sums of one slice, in no order.
  static func sums(of slice: TimeSlice, _ db: Database) throws -> SumTable.Entries {
    var table = SumTable()
    try read(slice.length, from: slice.start, to: slice.end, db) { table.add($0, $1) }
    return table.entries
  }

  /// Hands out the parts of the sums of all slices that begin in a span of milliseconds.
  static func read(
    _ length: TimeSlice.Length, from start: Int64, to end: Int64, _ db: Database,
    _ take: (SumKey, SumTable.Entry) -> Void
  ) throws {
    let parts = try SQLStatement(db, "SELECT sums FROM sliceSum WHERE length = ? AND start >= ? AND start < ?")
    defer { parts.reset() }
    parts.bind(1, length.rawValue)
    parts.bind(2, start)
    parts.bind(3, end)
    while try parts.step() { SumBytes.decode(parts.bytes(0), take) }
  }
}
