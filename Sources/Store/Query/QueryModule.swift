import ChargebackModel
import Foundation
import GRDBSQLite

/// A `QueryTable` as SQLite sees it: a virtual table that is there without being created, and cannot be written.
///
/// Source: sqlite.org, "The Virtual Table Mechanism Of SQLite", on eponymous-only virtual tables.
final class QueryModule {
  let table: any QueryTable
  /// What the table threw, for SQLite knows only numbers.
  var failure: (any Error)?

  init(_ table: any QueryTable) { self.table = table }

  func register(in db: OpaquePointer) {
    sqlite3_create_module_v2(db, table.name, QueryModule.methods, Unmanaged.passUnretained(self).toOpaque(), nil)
  }

  // Never let go: SQLite keeps the pointer as long as the program runs.
  nonisolated(unsafe) private static let methods: UnsafePointer<sqlite3_module> = {
    let methods = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
    var module = sqlite3_module()
    module.xConnect = { db, module, _, _, result, _ in QueryModule.connect(db, module, result) }
    module.xDisconnect = { handle in
      UnsafeMutableRawPointer(handle)?.assumingMemoryBound(to: TableHandle.self).deallocate()
      return SQLITE_OK
    }
    module.xBestIndex = { handle, plan in QueryPlan.choose(QueryModule.of(handle!).table, plan!) }
    module.xOpen = { _, result in
      let cursor = UnsafeMutablePointer<CursorHandle>.allocate(capacity: 1)
      cursor.initialize(to: CursorHandle())
      result?.pointee = UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
      return SQLITE_OK
    }
    module.xClose = { cursor in
      let handle = CursorHandle.of(cursor!)
      handle.deinitialize(count: 1)
      handle.deallocate()
      return SQLITE_OK
    }
    module.xFilter = { cursor, _, plan, count, values in QueryModule.filter(cursor!, plan, count, values) }
    module.xNext = { cursor in QueryModule.next(cursor!) }
    module.xEof = { cursor in CursorHandle.of(cursor!).pointee.isAtEnd ? 1 : 0 }
    module.xColumn = { cursor, context, column in QueryModule.column(cursor!, context!, Int(column)) }
    module.xRowid = { cursor, result in
      result?.pointee = CursorHandle.of(cursor!).pointee.row
      return SQLITE_OK
    }
    methods.initialize(to: module)
    return UnsafePointer(methods)
  }()

  // MARK: What SQLite keeps: its own part comes first

  private struct TableHandle {
    var base = sqlite3_vtab()
    let module: UnsafeMutableRawPointer
  }

  private struct CursorHandle {
    var base = sqlite3_vtab_cursor()
    var rows: (any QueryRows)?
    var row: Int64 = 0
    var isAtEnd = true

    static func of(_ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>) -> UnsafeMutablePointer<CursorHandle> {
      UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: CursorHandle.self)
    }
  }

  private static func of(_ handle: UnsafeMutablePointer<sqlite3_vtab>) -> QueryModule {
    let module = UnsafeMutableRawPointer(handle).assumingMemoryBound(to: TableHandle.self).pointee.module
    return Unmanaged<QueryModule>.fromOpaque(module).takeUnretainedValue()
  }

  // MARK: The calls

  private static func connect(
    _ db: OpaquePointer?, _ module: UnsafeMutableRawPointer?,
    _ result: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?
  ) -> Int32 {
    guard let module else { return SQLITE_ERROR }
    let table = Unmanaged<QueryModule>.fromOpaque(module).takeUnretainedValue().table
    let columns = table.columns.map { "\"\($0.name)\" \($0.kind.rawValue.uppercased())" }
    let code = sqlite3_declare_vtab(db, "CREATE TABLE x (\(columns.joined(separator: ", ")))")
    guard code == SQLITE_OK else { return code }
    let handle = UnsafeMutablePointer<TableHandle>.allocate(capacity: 1)
    handle.initialize(to: TableHandle(module: module))
    result?.pointee = UnsafeMutableRawPointer(handle).assumingMemoryBound(to: sqlite3_vtab.self)
    return SQLITE_OK
  }

  private static func filter(
    _ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>, _ plan: UnsafePointer<CChar>?, _ count: Int32,
    _ values: UnsafeMutablePointer<OpaquePointer?>?
  ) -> Int32 {
    let module = of(cursor.pointee.pVtab)
    let texts = (0..<Int(count)).map { index in
      sqlite3_value_text(values?[index]).map { String(cString: $0) } ?? ""
    }
    let span = QueryPlan.span(module.table, plan.map { String(cString: $0) } ?? "", texts)
    let handle = CursorHandle.of(cursor)
    return module.catching {
      handle.pointee.rows = try module.table.rows(span)
      handle.pointee.row = 0
      handle.pointee.isAtEnd = try handle.pointee.rows?.next() != true
    }
  }

  private static func next(_ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>) -> Int32 {
    let handle = CursorHandle.of(cursor)
    return of(cursor.pointee.pVtab).catching {
      handle.pointee.row += 1
      handle.pointee.isAtEnd = try handle.pointee.rows?.next() != true
    }
  }

  private static func column(
    _ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>, _ context: OpaquePointer, _ column: Int
  ) -> Int32 {
    of(cursor.pointee.pVtab).catching {
      switch try CursorHandle.of(cursor).pointee.rows?.value(column) ?? .null {
      case .null: sqlite3_result_null(context)
      case .integer(let number): sqlite3_result_int64(context, number)
      case .real(let number): sqlite3_result_double(context, number)
      case .text(let text):
        var text = text
        text.withUTF8 { bytes in
          bytes.withMemoryRebound(to: CChar.self) {
            sqlite3_result_text(
              context, $0.baseAddress ?? UnsafePointer(QueryModule.empty), Int32($0.count), Self.copied)
          }
        }
      }
    }
  }

  private func catching(_ body: () throws -> Void) -> Int32 {
    do {
      try body()
      return SQLITE_OK
    } catch {
      failure = error
      return SQLITE_ERROR
    }
  }

  /// SQLITE_TRANSIENT, a macro that Swift does not see: SQLite makes a copy.
  nonisolated(unsafe) private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  /// An empty text is no null.
  nonisolated(unsafe) private static let empty: UnsafeMutablePointer<CChar> = {
    let empty = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    empty.initialize(to: 0)
    return empty
  }()
}
