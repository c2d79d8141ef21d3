/// One row of a CSV text (RFC 4180) and the line that it begins on, counted from 1.
///
/// Quoted cells may hold line breaks, so a row is not a line.
package struct CSVRow: Hashable, Sendable {
  package let line: Int
  package let cells: [String]

  package init(line: Int, cells: [String]) {
    self.line = line
    self.cells = cells
  }

  /// Reads a whole text into rows.
  ///
  /// Rows end with CRLF, LF or CR; a byte order mark is skipped, and so are empty lines. Cells are kept as they are,
  /// spaces included. For tables that fit into memory several times, not for logs.
  ///
  ///     try CSVRow.read("a,\"b\"\"c\"\n")  // one row: a and b"c
  /// - Throws: when a quote is never closed, or stands anywhere but around a whole cell.
  package static func read(_ text: String) throws(CSVError) -> [CSVRow] {
    var parser = CSVParser(text)
    var rows: [CSVRow] = []
    while let row = try parser.nextRow() { rows.append(row) }
    return rows
  }
}
