import Foundation
import GRDB
import GRDBSQLite

/// A statement driven through SQLite's own calls: for the few that run for every record, where GRDB's rows and arguments
/// would take most of the time.
struct SQLStatement {
  private let statement: Statement
  private let handle: OpaquePointer

  /// Prepared once a connection.
  init(_ db: Database, _ sql: String) throws {
    statement = try db.cachedStatement(sql: sql)
    handle = statement.sqliteStatement
  }

  /// Its own, for whoever stays at a row while others run the same.
  init(unshared db: Database, _ sql: String) throws {
    statement = try db.makeStatement(sql: sql)
    handle = statement.sqliteStatement
  }

  /// Binds the argument at `index`, counted from 1.
  func bind(_ index: Int, _ value: Int64?) {
    if let value { sqlite3_bind_int64(handle, Int32(index), value) } else { sqlite3_bind_null(handle, Int32(index)) }
  }

  func bind(_ index: Int, _ text: String?) {
    guard let text else {
      sqlite3_bind_null(handle, Int32(index))
      return
    }
    // The destructor that makes SQLite keep a copy: SQLITE_TRANSIENT, a macro that Swift does not see.
    sqlite3_bind_text(handle, Int32(index), text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
  }

  /// The bytes stay where they are until the statement has run.
  func bind(_ index: Int, _ bytes: UnsafeRawBufferPointer) {
    sqlite3_bind_blob64(handle, Int32(index), bytes.baseAddress, UInt64(bytes.count), nil)
  }

  /// Runs it to its end.
  func run() throws {
    while try step() {}
    reset()
  }

  /// Goes to the next row; false at the end.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
    sqlite3_reset(handle)
    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
  }

  /// Ready to be run again; its row's bytes are gone.
  func reset() {
    sqlite3_reset(handle)
  }

  // MARK: The row, by columns counted from 0

  func integer(_ column: Int) -> Int64? {
    sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL ? nil : sqlite3_column_int64(handle, Int32(column))
  }

  /// Of a column that is never NULL.
  func number(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

  func text(_ column: Int) -> String? {
    guard let start = sqlite3_column_text(handle, Int32(column)) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Valid until the next step.
  func bytes(_ column: Int) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, Int32(column))
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(column))))
  }
}
