/// A table as lines for a terminal: headings, a rule, and each row with its columns made to fit.
struct TextTable {
  private let columns: [PrintedTable.Column]
  private let layout: TableLayout
  private let style: Style
  private let headings: [String]

  /// - Parameter rows: cells that are harmless in a terminal.
  init(
    _ columns: [PrintedTable.Column], rows: [[String]], style: Style, leastMissed: [String] = TableLayout.leastMissed
  ) {
    self.columns = columns
    self.style = style
    headings = columns.map(\.heading.visible)
    layout = TableLayout(columns, cells: [headings] + rows, width: style.width, leastMissed: leastMissed)
  }

  var rule: String { String(repeating: "─", count: layout.totalWidth) }

  /// The headings and the rule below them.
  var head: [String] { [style.bold(line(headings)), rule] }

  /// What was left out; nothing where all columns fit.
  var foot: [String] {
    guard let width = style.width, !layout.leftOut.isEmpty else { return [] }
    return ["Left out to fit \(width) columns: " + layout.leftOut.joined(separator: ", ")]
  }

  func line(_ cells: [String]) -> String {
    let padded = layout.shown.map { index in
      let cell = cells[index].shortened(to: layout.widths[index])
      let space = String(repeating: " ", count: layout.widths[index] - cell.displayWidth)
      return columns[index].isNumber ? space + cell : cell + space
    }
    let line = padded.joined(separator: String(repeating: " ", count: TableLayout.gap))
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}

extension Style {
  package func bold(_ text: String) -> String { colour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  func yellow(_ text: String) -> String { colour ? "\u{1B}[33m\(text)\u{1B}[0m" : text }
}
