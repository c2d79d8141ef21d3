import GRDB

/// Finds what a table beside the calls keeps of single ones.
struct AsideReader<Row: AsideRow> {
  /// Nil where the table is empty, as for most logs.
  private let find: SQLStatement?

  init(_ db: Database) throws {
    let isThere = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(Row.table))") == true
    find =
      isThere
      ? try SQLStatement(db, "SELECT \(Row.columns.joined(separator: ", ")) FROM \(Row.table) WHERE callId = ?") : nil
  }

  /// Nil where there is nothing.
  func aside(of call: Int64) throws -> Row.Aside? {
    guard let find else { return nil }
    defer { find.reset() }
    find.bind(1, call)
    guard try find.step() else { return nil }
    let aside = Row.aside { find.integer($0) }
    return aside == Row.empty ? nil : aside
  }
}
