/// A small table of texts among other lines.
package struct PlainTable {
  private let columns: [PrintedTable.Column]
  private let rows: [[String]]
  private let leastMissed: [String]

  /// - Parameter leastMissed: the headings of columns that go first where a terminal is narrow.
  package init(headings: [String], areNumbers: [Bool], rows: [[String]], leastMissed: [String] = []) {
    self.leastMissed = leastMissed
    columns = zip(headings, areNumbers).map { PrintedTable.Column(name: $0, heading: $0, isNumber: $1) }
    self.rows = rows.map { $0.map(\.visible) }
  }

  /// The headings, and a line a row.
  package func lines(_ style: Style) -> [String] {
    // Bold would be shown as an escape where lines are made visible.
    let table = TextTable(
      columns, rows: rows, style: Style(width: style.width, colour: false), leastMissed: leastMissed)
    return table.head + rows.map(table.line)
  }
}
