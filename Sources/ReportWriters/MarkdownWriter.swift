import ChargebackModel

/// A page for GitHub or a wiki: the table, then in words what it rests on.
struct MarkdownWriter: ReportWriter {
  func write(_ report: Report, style: Style) -> String {
    // Two blanks at its end keep a line apart from the next.
    let scope = report.scope.map(\.markdown).joined(separator: "  \n")
    let blocks =
      ["# \(report.title.markdown)", scope, table(report)] + completeness(report)
      + report.reviews.flatMap { section($0.heading, $0.sentences.map(\.markdown)) }
      + section(
        "Issues", report.issues.map { "**\($0.code.rawValue)** (\($0.count.grouped)): \($0.message.markdown)" })
      + section("Notes", report.notes.map(\.markdown))
      + section("Sources", report.sources.map { "\($0.format.markdown): \($0.calls.counted("call"))" })
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func table(_ report: Report) -> String {
    let table = PrintedTable(report)
    let rows = table.rows.map { row in
      row.cells.map { cell in
        let text = cell.markdown
        return row.kind == .detail || text.allSatisfy(\.isWhitespace) ? text : "**\(text)**"
      }
    }
    let columns = table.columns.map { ($0.heading.markdown, $0.isNumber) }
    return MarkdownTable(columns: columns, rows: rows).lines.joined(separator: "\n")
  }

  private func completeness(_ report: Report) -> [String] {
    let rows = report.completeness.figures.map { [$0.what, $0.count.grouped] }
    let table = MarkdownTable(columns: [("What", false), ("Count", true)], rows: rows)
    return ["## Completeness", report.completeness.sentences(costShown: report.showsCost).joined(separator: " ")]
      + [table.lines.joined(separator: "\n")]
  }

  private func section(_ title: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : ["## \(title)", items.map { "- \($0)" }.joined(separator: "\n")]
  }
}
