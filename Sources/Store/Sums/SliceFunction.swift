import GRDB
import GRDBSQLite

/// `sliceOf(time, edges)`: in which of the spans between neighbouring edges a time lies, counted from 0; -1 before the first
/// edge. So calls of many spans are summed in one pass, whatever order their blocks are in.
enum SliceFunction {
  /// The edges as the function takes them.
  static func argument(_ edges: [Int64]) -> [UInt8] {
    edges.flatMap { edge in withUnsafeBytes(of: edge.littleEndian, Array.init) }
  }

  static func register(in db: Database) {
    sqlite3_create_function_v2(
      db.sqliteConnection, "sliceOf", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nil,
      { context, _, values in
        let time = sqlite3_value_int64(values?[0])
        let edges = UnsafeRawBufferPointer(
          start: sqlite3_value_blob(values?[1]), count: Int(sqlite3_value_bytes(values?[1])))
        sqlite3_result_int64(context, SliceFunction.slice(of: time, edges))
      }, nil, nil, nil)
  }

  private static func slice(of time: Int64, _ edges: UnsafeRawBufferPointer) -> Int64 {
    var (low, high) = (0, edges.count / 8)
    while low < high {
      let middle = (low + high) / 2
      let edge = Int64(littleEndian: edges.loadUnaligned(fromByteOffset: middle * 8, as: Int64.self))
      if edge <= time { low = middle + 1 } else { high = middle }
    }
    return Int64(low) - 1
  }
}
