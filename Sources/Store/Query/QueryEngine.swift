import ChargebackModel
import Foundation
import GRDBSQLite

/// Runs SQL over tables that Swift fills, in a SQLite of its own that has no file open: there is nothing else to read, and
/// nothing to write. What would open a file or change a setting is refused besides.
package final class QueryEngine: @unchecked Sendable {
  private let db: OpaquePointer
  private let gate: QueryGate
  /// Kept as long as SQLite may call them.
  private let modules: [QueryModule]

  package init(_ tables: [any QueryTable]) throws(QueryFailure) {
    var handle: OpaquePointer?
    guard sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let handle else {
      throw .mistake("SQLite cannot be started")
    }
    db = handle
    gate = QueryGate(tables.map(\.name))
    modules = tables.map(QueryModule.init)
    for module in modules { module.register(in: db) }
    ExactSum.register(in: db)
    gate.close(db)
  }

  deinit { sqlite3_close_v2(db) }

  /// Stops what runs, from whichever thread.
  package func interrupt() { sqlite3_interrupt(db) }

  /// Hands over the names of the columns, then row after row.
  /// - Throws: `QueryFailure`; what a table or one of the closures throws.
  package func run(
    _ sql: String, columns: ([String]) throws -> Void, row: ([TableValue]) throws -> Void
  ) throws {
    let statement = try prepare(sql)
    defer { sqlite3_finalize(statement) }
    let count = sqlite3_column_count(statement)
    try columns((0..<count).map { String(cString: sqlite3_column_name(statement, $0)) })
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try row((0..<count).map { QueryEngine.value(statement, $0) })
      case SQLITE_DONE: return
      case SQLITE_INTERRUPT: throw QueryFailure.interrupted
      case SQLITE_AUTH: throw refusal
      default:
        if let failure = modules.lazy.compactMap(\.failure).first { throw failure }
        throw QueryFailure.mistake(message)
      }
    }
  }

  private func prepare(_ sql: String) throws(QueryFailure) -> OpaquePointer {
    var statement: OpaquePointer?
    var rest = ""
    let code = sql.withCString { start in
      var tail: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v2(db, start, -1, &statement, &tail)
      rest = tail.map { String(cString: $0) } ?? ""
      return code
    }
    guard code == SQLITE_OK else { throw code == SQLITE_AUTH ? refusal : .mistake(message) }
    guard let statement else { throw .mistake("there is no statement in it") }
    if !isBlank(rest) {
      sqlite3_finalize(statement)
      throw .refused("a query is one statement, and here is another behind it")
    }
    return statement
  }

  /// Whether no statement is in it: a comment is none.
  private func isBlank(_ sql: String) -> Bool {
    var next: OpaquePointer?
    let code = sqlite3_prepare_v2(db, sql, -1, &next, nil)
    defer { sqlite3_finalize(next) }
    return code == SQLITE_OK && next == nil
  }

  private var refusal: QueryFailure { .refused(gate.refusal ?? "a query only reads") }
  private var message: String { String(cString: sqlite3_errmsg(db)) }

  private static func value(_ statement: OpaquePointer, _ column: Int32) -> TableValue {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT: return .text(bytes(statement, column) { String(decoding: $0, as: UTF8.self) })
    case SQLITE_BLOB:
      return .text(bytes(statement, column) { $0.map { String(format: "%02x", $0) }.joined() })
    default: return .null
    }
  }

  private static func bytes<Value>(
    _ statement: OpaquePointer, _ column: Int32, _ body: (UnsafeRawBufferPointer) -> Value
  ) -> Value {
    let start = sqlite3_column_blob(statement, column)
    return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
  }
}
