import GRDB
import GRDBSQLite

/// The blocks of calls as a table `call` that SQL can read: a row a call, with its id and the columns of `CallColumn`.
///
/// Conditions on `id` and `time` spare the reading of other blocks. Source: sqlite.org, "The Virtual Table Mechanism Of
/// SQLite", on eponymous-only virtual tables.
enum CallModule {
  static let table = "call"

  static func register(in db: Database) {
    sqlite3_create_module_v2(db.sqliteConnection, table, methods, nil, nil)
  }

  private struct TableHandle {
    var base = sqlite3_vtab()
    let db: OpaquePointer
  }

  private struct CursorHandle {
    var base = sqlite3_vtab_cursor()
    let calls: CallCursor
    var isAtEnd = true

    static func of(_ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>) -> UnsafeMutablePointer<CursorHandle> {
      UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: CursorHandle.self)
    }
  }

  // Never let go: SQLite keeps the pointer as long as the program runs.
  nonisolated(unsafe) private static let methods: UnsafePointer<sqlite3_module> = {
    let methods = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
    var module = sqlite3_module()
    module.xConnect = { db, _, _, _, result, _ in CallModule.connect(db, result) }
    module.xDisconnect = { handle in
      UnsafeMutableRawPointer(handle)?.assumingMemoryBound(to: TableHandle.self).deallocate()
      return SQLITE_OK
    }
    module.xBestIndex = { _, plan in
      CallPlan.choose(plan!)
      return SQLITE_OK
    }
    module.xOpen = { table, result in
      let db = UnsafeMutableRawPointer(table!).assumingMemoryBound(to: TableHandle.self).pointee.db
      let cursor = UnsafeMutablePointer<CursorHandle>.allocate(capacity: 1)
      cursor.initialize(to: CursorHandle(calls: CallCursor(db)))
      result?.pointee = UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
      return SQLITE_OK
    }
    module.xClose = { cursor in
      let handle = CursorHandle.of(cursor!)
      handle.deinitialize(count: 1)
      handle.deallocate()
      return SQLITE_OK
    }
    module.xFilter = { cursor, plan, _, count, values in
      guard let (ids, times) = CallPlan.span(plan, count, values) else {
        CursorHandle.of(cursor!).pointee.isAtEnd = true
        return SQLITE_OK
      }
      return CallModule.move(cursor!) { try $0.begin(ids: ids, times: times) }
    }
    module.xNext = { cursor in CallModule.move(cursor!) { _ in } }
    module.xEof = { cursor in CursorHandle.of(cursor!).pointee.isAtEnd ? 1 : 0 }
    module.xColumn = { cursor, context, column in
      let calls = CursorHandle.of(cursor!).pointee.calls
      let value = column == 0 ? calls.id : calls.value(Int(column) - 1)
      if value == StoredCall.nothing { sqlite3_result_null(context) } else { sqlite3_result_int64(context, value) }
      return SQLITE_OK
    }
    module.xRowid = { cursor, result in
      result?.pointee = CursorHandle.of(cursor!).pointee.calls.id
      return SQLITE_OK
    }
    methods.initialize(to: module)
    return UnsafePointer(methods)
  }()

  private static func connect(
    _ db: OpaquePointer?, _ result: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?
  ) -> Int32 {
    guard let db else { return SQLITE_ERROR }
    let columns = (["id"] + CallColumn.names).map { "\($0) INTEGER" }
    let code = sqlite3_declare_vtab(db, "CREATE TABLE x (\(columns.joined(separator: ", ")))")
    guard code == SQLITE_OK else { return code }
    let handle = UnsafeMutablePointer<TableHandle>.allocate(capacity: 1)
    handle.initialize(to: TableHandle(db: db))
    result?.pointee = UnsafeMutableRawPointer(handle).assumingMemoryBound(to: sqlite3_vtab.self)
    return SQLITE_OK
  }

  /// Goes to the next call, after what is to be done before.
  private static func move(
    _ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>, _ first: (CallCursor) throws -> Void
  ) -> Int32 {
    let handle = CursorHandle.of(cursor)
    do {
      try first(handle.pointee.calls)
      handle.pointee.isAtEnd = try !handle.pointee.calls.next()
      return SQLITE_OK
    } catch {
      handle.pointee.isAtEnd = true
      return (error as? DatabaseError)?.resultCode.rawValue ?? SQLITE_CORRUPT
    }
  }
}
