import ChargebackModel

/// A column that a query can name.
package struct QueryColumn: Sendable {
  package enum Kind: String, Sendable { case integer, real, text }

  package let name: String
  package let kind: Kind
  /// One line for the schema page.
  package let meaning: String
  /// Whether conditions on it can spare the reading of other times: see `QueryTable.span`.
  package let isOfTime: Bool

  package init(_ name: String, _ kind: Kind, _ meaning: String, isOfTime: Bool = false) {
    self.name = name
    self.kind = kind
    self.meaning = meaning
    self.isOfTime = isOfTime
  }
}

/// What a query reads: rows made while they are asked for, from the database and the registers.
package protocol QueryTable: AnyObject {
  var name: String { get }
  /// One line for the schema page.
  var summary: String { get }
  var columns: [QueryColumn] { get }
  /// The rows whose time lies in `span`, in milliseconds since 1970; where the table bears no times, all rows.
  func rows(_ span: Range<Int64>) throws -> any QueryRows
  /// The milliseconds that a text in a column of time stands for; nil if it is none.
  func span(of text: String, in column: QueryColumn) -> Range<Int64>?
}

extension QueryTable {
  package func span(of text: String, in column: QueryColumn) -> Range<Int64>? { nil }
}

/// Rows that are read once, from the first to the last. It stands before the first until `next` is called.
package protocol QueryRows: AnyObject {
  /// False at the end.
  func next() throws -> Bool
  /// Of the row at which it stands, by the column's place.
  func value(_ column: Int) throws -> TableValue
}

/// Rows that are there already.
package final class ReadyRows: QueryRows {
  private let rows: [[TableValue]]
  private var place = -1

  package init(_ rows: [[TableValue]]) { self.rows = rows }

  package func next() -> Bool {
    place += 1
    return place < rows.count
  }

  package func value(_ column: Int) -> TableValue { rows[place][column] }
}
