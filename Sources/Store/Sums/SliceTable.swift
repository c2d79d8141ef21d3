import GRDB

/// The sums of slices as rows, one a part.
struct SliceTable {
  private let count: SQLStatement
  private let list: SQLStatement
  private let read: SQLStatement
  private let delete: SQLStatement
  private let insert: SQLStatement

  /// So many parts of a slice become fewer.
  private static let mergedParts: Int64 = 8

  init(_ db: Database) throws {
    count = try SQLStatement(db, "SELECT count(*) FROM sliceSum WHERE unit = ? AND start = ?")
    list = try SQLStatement(
      db, "SELECT id, length(sums) AS size FROM sliceSum WHERE unit = ? AND start = ? ORDER BY size DESC, id")
    read = try SQLStatement(db, "SELECT sums FROM sliceSum WHERE id = ?")
    delete = try SQLStatement(db, "DELETE FROM sliceSum WHERE id = ?")
    insert = try SQLStatement(db, "INSERT INTO sliceSum (unit, start, sums) VALUES (?, ?, ?)")
  }

  /// Adds a part to those of a slice.
  /// - Parameter part: as `SumBytes` writes it.
  func add(_ part: [UInt8], to slice: TimeSlice) throws {
    var bytes: [UInt8]? = part
    if try parts(of: slice) + 1 >= SliceTable.mergedParts {
      bytes = try SumMerge.merged(takeParts(of: slice, beside: part.count) + [part])
    }
    guard let bytes else { return }
    at(slice, insert)
    try bytes.withUnsafeBytes { bytes in
      insert.bind(3, bytes)
      try insert.run()
    }
  }

  private func parts(of slice: TimeSlice) throws -> Int64 {
    at(slice, count)
    defer { count.reset() }
    return try count.step() ? count.number(0) : 0
  }

  /// Takes out the parts of a slice that are to become one with a new part: all but the longest, as long as each of these is
  /// longer than all the others together. So the entries of a month are written anew as often as the month has doubled.
  private func takeParts(of slice: TimeSlice, beside size: Int) throws -> [[UInt8]] {
    var parts: [(id: Int64, size: Int64)] = []
    at(slice, list)
    while try list.step() { parts.append((list.number(0), list.number(1))) }
    list.reset()
    var others = parts.reduce(Int64(size)) { $0 + $1.size }
    let kept = parts.prefix { part in
      others -= part.size
      return part.size > others
    }
    return try parts.dropFirst(kept.count).map { part in
      read.bind(1, part.id)
      let bytes = try read.step() ? Array(read.bytes(0)) : []
      read.reset()
      delete.bind(1, part.id)
      try delete.run()
      return bytes
    }
  }

  private func at(_ slice: TimeSlice, _ statement: SQLStatement) {
    statement.bind(1, slice.unit.rawValue)
    statement.bind(2, slice.start)
  }
}
