/// A small table of texts among other lines.
package struct PlainTable {
  private let columns: [PrintedTable.Column]
  private let rows: [[String]]

  package init(headings: [String], areNumbers: [Bool], rows: [[String]]) {
    columns = zip(headings, areNumbers).map { PrintedTable.Column(name: $0, heading: $0, isNumber: $1) }
    self.rows = rows.map { $0.map(\.visible) }
  }

  /// The headings, and a line a row.
  package func lines(_ style: Style) -> [String] {
    // Bold would be shown as an escape where lines are made visible.
    let table = TextTable(columns, rows: rows, style: Style(width: style.width, colour: false))
    return table.head + rows.map(table.line)
  }
}
