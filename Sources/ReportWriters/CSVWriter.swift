import CSV
import ChargebackModel

/// A clean table for a spreadsheet: the detail rows and nothing else, so that a column can be added up.
///
/// Amounts have all their digits, and `currency` follows the first of them. What is not known is an empty cell among
/// numbers and `unknown` among names.
struct CSVWriter: ReportWriter {
  func write(_ report: Report, style: Style) -> String {
    let money = report.columns.firstIndex { if case .money = $0.content { true } else { false } }
    func line(_ cells: [String], currency: String) -> String {
      var cells = cells
      if let money { cells.insert(currency, at: money + 1) }
      return CSV.line(cells)
    }
    let header = line(report.columns.map(\.name), currency: "currency")
    let rows = report.rows.filter { $0.subtotalOf == nil }.map { row in
      line(zip(report.columns, row.cells).map(text), currency: report.currency)
    }
    return header + rows.joined()
  }

  private func text(_ column: Report.Column, _ cell: Report.Cell) -> String {
    switch cell {
    case .text(let text): CSV.disarmed(text)
    case .count(let count): String(count)
    case .money(let money): money.exactText
    case .percent(let hundredths): hundredths.asPercent
    case .none: column.content == .dimension ? "unknown" : ""
    }
  }
}
