/// A table of GitHub's Markdown, padded so that its source can be read too. Cells are Markdown already.
struct MarkdownTable {
  let columns: [(heading: String, isNumber: Bool)]
  let rows: [[String]]

  var lines: [String] {
    let headings = columns.map(\.heading)
    let widths = columns.indices.map { column in ([headings] + rows).map { $0[column].displayWidth }.max() ?? 0 }
      .map { max(3, $0) }
    let rule = zip(columns, widths).map { column, width in
      column.isNumber ? String(repeating: "-", count: width - 1) + ":" : String(repeating: "-", count: width)
    }
    return ([headings, rule] + rows).map { row in
      let cells = zip(columns, zip(row, widths)).map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.displayWidth)
        return column.isNumber ? space + cell.0 : cell.0 + space
      }
      return "| " + cells.joined(separator: " | ") + " |"
    }
  }
}
