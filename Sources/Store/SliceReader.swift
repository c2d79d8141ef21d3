import GRDB

/// Reads sums that were kept in advance.
enum SliceReader {
  /// The sums of one slice, in no order.
  static func sums(of slice: TimeSlice, _ db: Database) throws -> SumTable.Entries {
    var table = SumTable()
    try read(slice.unit, slice.start..<slice.end, db) { table.add($0, $1) }
    return table.entries
  }

  /// Hands out the parts of the sums of all slices that begin in a span of milliseconds.
  static func read(
    _ unit: TimeSlice.Unit, _ span: Range<Int64>, _ db: Database, _ take: (SumKey, SumTable.Entry) -> Void
  ) throws {
    let parts = try SQLStatement(db, "SELECT sums FROM sliceSum WHERE unit = ? AND start >= ? AND start < ?")
    defer { parts.reset() }
    parts.bind(1, unit.rawValue)
    parts.bind(2, span.lowerBound)
    parts.bind(3, span.upperBound)
    while try parts.step() { SumBytes.decode(parts.bytes(0), take) }
  }
}
