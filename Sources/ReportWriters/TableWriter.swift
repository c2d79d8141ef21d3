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
    let rows = table.rows.map { $0.cells.map(\.visible) }
    let text = TextTable(table.columns, rows: rows, style: style)
    let lines = rows.map(text.line)
    return text.head + (lines.count > 1 ? lines.dropLast() + [text.rule] : []) + lines.suffix(1) + text.foot
  }

  private func completeness(_ report: Report, style: Style) -> [String] {
    let sentences = report.completeness.sentences(costShown: report.showsCost)
    if report.completeness.complete { return sentences }
    return [style.yellow(sentences[0])] + sentences.dropFirst()
  }

  private func remarks(_ report: Report) -> [String] {
    let sources = report.sources.map { "\($0.format) (\($0.calls.counted("call")))" }.joined(separator: ", ")
    return report.issues.map { "\($0.code.rawValue) (\($0.count.grouped)): \($0.message)" }
      + report.notes.map { "Note: \($0)" } + (sources.isEmpty ? [] : ["Sources: \(sources)"])
  }
}
