import GRDBSQLite

/// SQLite asks here, while it compiles a statement, whether each thing that it would do is allowed.
final class QueryGate {
  private let tables: Set<String>
  /// Why the last statement was refused.
  private(set) var refusal: String?

  /// Tables that SQLite makes out of a value.
  private static let ofValues = ["json_each", "json_tree"]
  /// Longest text, in bytes: `zeroblob(1e9)` is no answer to anything.
  private static let longestValue: Int32 = 100_000_000

  init(_ names: [String]) { tables = Set(names + QueryGate.ofValues) }

  /// From now on everything is asked about.
  func close(_ db: OpaquePointer) {
    // A table is declared when it is first named, and SQLite takes that for a CREATE TABLE.
    for table in tables.sorted() { sqlite3_exec(db, "SELECT 1 FROM \(table) LIMIT 0", nil, nil, nil) }
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, QueryGate.longestValue)
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_set_authorizer(
      db,
      { gate, action, first, second, _, _ in
        let gate = Unmanaged<QueryGate>.fromOpaque(gate!).takeUnretainedValue()
        return gate.answer(action, first.map { String(cString: $0) }, second.map { String(cString: $0) })
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func answer(_ action: Int32, _ first: String?, _ second: String?) -> Int32 {
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE: return SQLITE_OK
    case SQLITE_READ where tables.contains(first ?? ""): return SQLITE_OK
    // No column is read: rows are counted, perhaps of a table that the statement makes itself.
    case SQLITE_READ where second == "": return SQLITE_OK
    case SQLITE_FUNCTION where second != "load_extension": return SQLITE_OK
    default: break
    }
    refusal =
      switch action {
      case SQLITE_READ: "\(first ?? "") is none of the tables of a query"
      case SQLITE_ATTACH, SQLITE_DETACH, SQLITE_FUNCTION: "a query reads no file"
      case SQLITE_PRAGMA: "a query changes no setting (PRAGMA)"
      default: "a query only reads"
      }
    return SQLITE_DENY
  }
}
