import ChargebackModel
import Mustache

/// A page of its own for a browser, a mail or a printer: no script, nothing loaded from anywhere.
struct HTMLWriter: ReportWriter {
  func write(_ report: Report, style: Style) -> String { HTMLTemplate.page.render(values(report)) }

  /// What the template names. Mustache escapes each text as it sets it in.
  private func values(_ report: Report) -> [String: Any] {
    let table = PrintedTable(report)
    let numbers = table.columns.map(\.isNumber)
    let sentences = report.completeness.sentences(costShown: report.showsCost)
    return [
      "title": report.title.visible,
      "scope": report.scope.map(\.visible),
      "headings": cells(table.columns.map(\.heading), numbers),
      "rows": table.rows.dropLast().map { row in
        ["cells": cells(row.cells, numbers), "class": row.kind == .subtotal ? "subtotal" : ""] as [String: Any]
      },
      "totals": cells(table.rows.last?.cells ?? [], numbers),
      "isComplete": report.completeness.complete,
      "verdict": sentences[0].visible,
      "reservations": sentences.dropFirst().map(\.visible),
      "figures": report.completeness.figures.map { ["what": $0.what, "count": $0.count.grouped] },
      "reviews": report.reviews.map {
        ["heading": $0.heading, "sentences": $0.sentences.map(\.visible)] as [String: Any]
      },
      "hasIssues": !report.issues.isEmpty,
      "issues": report.issues.map {
        ["code": $0.code.rawValue, "count": $0.count.grouped, "message": $0.message.visible]
      },
      "hasNotes": !report.notes.isEmpty,
      "notes": report.notes.map(\.visible),
      "hasSources": !report.sources.isEmpty,
      "sources": report.sources.map { ["format": $0.format.visible, "calls": $0.calls.counted("call")] },
    ]
  }

  private func cells(_ texts: [String], _ numbers: [Bool]) -> [[String: Any]] {
    zip(texts, numbers).map { ["text": $0.visible, "isNumber": $1] }
  }
}
