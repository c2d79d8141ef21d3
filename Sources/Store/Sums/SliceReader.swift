import GRDB

/// Reads sums that were kept in advance.
enum SliceReader {
  /// The profiles that calls of some slices have.
  static func profiles(_ unit: TimeSlice.Unit, _ span: Range<Int64>, _ db: Database) throws -> Set<Int64> {
    var calls: [Int64: Int64] = [:]
    try read(unit, span, db) { calls[$0.profileId, default: 0] += $1.calls }
    return Set(calls.lazy.filter { $0.value > 0 }.map(\.key))
  }

  /// Hands out the parts of the sums of all slices that begin in a span of milliseconds.
  static func read(
    _ unit: TimeSlice.Unit, _ span: Range<Int64>, _ db: Database, _ take: (SumKey, SumEntry) -> Void
  ) throws {
    let parts = try SQLStatement(db, "SELECT sums FROM sliceSum WHERE unit = ? AND start >= ? AND start < ?")
    defer { parts.reset() }
    parts.bind(1, unit.rawValue)
    parts.bind(2, span.lowerBound)
    parts.bind(3, span.upperBound)
    while try parts.step() { SumBytes.decode(parts.bytes(0), take) }
  }
}
