import ChargebackModel

/// A table for a terminal, with what a reader must know below it.
struct TableWriter: ReportWriter {
  func write(_ report: Report, style: Style) -> String {
    let lines =
      [report.title.visible] + report.scope.map(\.visible) + [""] + table(report, style: style) + [""]
      + completeness(report, style: style)
      + report.reviews.flatMap { review in review.sentences.map { "\(review.word): \($0)".visible } }
      + remarks(report).map(\.visible)
    return lines.map { $0 + "\n" }.joined()
  }

  private func table(_ report: Report, style: Style) -> [String] {
    let table = PrintedTable(report)
    let headings = table.columns.map(\.heading.visible)
    let rows = table.rows.map { $0.cells.map(\.visible) }
    let layout = TableLayout(table.columns, cells: [headings] + rows, width: style.width)
    let rule = String(repeating: "─", count: layout.totalWidth)
    let lines = rows.map { line($0, table.columns, layout) }
    var result = [bold(line(headings, table.columns, layout), style), rule]
    if lines.count > 1 { result += lines.dropLast() + [rule] }
    result += lines.suffix(1)
    if let width = style.width, !layout.leftOut.isEmpty {
      result.append("Left out to fit \(width) columns: " + layout.leftOut.joined(separator: ", "))
    }
    return result
  }

  private func line(_ cells: [String], _ columns: [PrintedTable.Column], _ layout: TableLayout) -> String {
    let padded = layout.shown.map { index in
      let cell = cells[index].shortened(to: layout.widths[index])
      let space = String(repeating: " ", count: layout.widths[index] - cell.displayWidth)
      return columns[index].isNumber ? space + cell : cell + space
    }
    let line = padded.joined(separator: String(repeating: " ", count: TableLayout.gap))
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  private func completeness(_ report: Report, style: Style) -> [String] {
    let sentences = report.completeness.sentences(costShown: report.showsCost)
    if report.completeness.complete { return sentences }
    return [yellow(sentences[0], style)] + sentences.dropFirst()
  }

  private func remarks(_ report: Report) -> [String] {
    let sources = report.sources.map { "\($0.format) (\($0.calls.counted("call")))" }.joined(separator: ", ")
    return report.issues.map { "\($0.code.rawValue) (\($0.count.grouped)): \($0.message)" }
      + report.notes.map { "Note: \($0)" } + (sources.isEmpty ? [] : ["Sources: \(sources)"])
  }

  private func bold(_ text: String, _ style: Style) -> String { style.colour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  private func yellow(_ text: String, _ style: Style) -> String { style.colour ? "\u{1B}[33m\(text)\u{1B}[0m" : text }
}
