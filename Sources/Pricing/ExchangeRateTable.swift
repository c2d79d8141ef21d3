import CSV
import ChargebackModel

/// A table of exchange rates as text: CSV, read and written.
///
///     fromCurrency,toCurrency,rate,effectiveFrom,effectiveTo,source
///     USD,EUR,0.8621,2026-10-01,2026-11-01,Azure price sheet October
package enum ExchangeRateTable {
  package static let columns = ["fromCurrency", "toCurrency", "rate", "effectiveFrom", "effectiveTo", "source"]

  /// Finds all that is wrong with the text, not only the first thing. A row with a problem is not among the rows.
  package static func parse(_ text: String, path: String) -> (rows: [ExchangeRate], problems: [Issue]) {
    let table = TableText(text, path: path, columns: columns, required: Array(columns.prefix(3)), noun: "rate")
    var (rows, problems) = ([ExchangeRate](), table.problems)
    for row in table.rows {
      var cells = CellReader(row, path: path)
      if let rate = read(&cells) { rows.append(rate) }
      problems += cells.problems
    }
    return (rows, problems)
  }

  package static func cells(_ row: ExchangeRate) -> [String] {
    [
      row.fromCurrency, row.toCurrency, row.rate.exactText, row.span.effectiveFrom?.dayOrTime ?? "",
      row.span.effectiveTo?.dayOrTime ?? "", row.source,
    ]
  }

  private static func read(_ cells: inout CellReader) -> ExchangeRate? {
    let span = cells.span()
    do {
      let row = try ExchangeRate(
        from: cells.text("fromCurrency"), to: cells.text("toCurrency"), rate: cells.text("rate"), span: span,
        source: cells.whole("source"), place: cells.place)
      return cells.problems.isEmpty ? row : nil
    } catch {
      cells.report(.malformed, error.description)
      return nil
    }
  }
}
