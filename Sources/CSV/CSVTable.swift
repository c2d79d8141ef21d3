/// A CSV text whose first row names the columns.
///
///     let table = try CSVTable("model,price\ngpt-4o,2.50\n")
///     table.rows[0]["price"]  // "2.50"
package struct CSVTable: Sendable {
  /// The column names, in the order of the file.
  package let header: [String]
  package let rows: [Row]

  /// - Throws: when the text is no CSV, has no header row, names a column twice, or has a row with more or fewer cells
  ///   than the header.
  package init(_ text: String) throws(CSVError) {
    let all = try CSVRow.read(text)
    guard let first = all.first else { throw CSVError(line: 1, "the table is empty: it has no header row") }
    var columns: [String: Int] = [:]
    for (index, name) in first.cells.enumerated() where columns.updateValue(index, forKey: name) != nil {
      throw CSVError(line: first.line, "the header names the column \"\(name)\" twice")
    }
    for row in all where row.cells.count != first.cells.count {
      let cells = row.cells.count == 1 ? "1 cell" : "\(row.cells.count) cells"
      throw CSVError(line: row.line, "the row has \(cells), the header \(first.cells.count)")
    }
    header = first.cells
    rows = all.dropFirst().map { Row(row: $0, columns: columns) }
  }

  /// One row below the header.
  package struct Row: Sendable {
    fileprivate let row: CSVRow
    fileprivate let columns: [String: Int]

    /// The line that the row begins on, counted from 1.
    package var line: Int { row.line }

    /// The cells in the order of the header.
    package var cells: [String] { row.cells }

    /// The cell of a column, empty if it is empty; nil if the table has no such column.
    package subscript(column: String) -> String? { columns[column].map { row.cells[$0] } }
  }
}
