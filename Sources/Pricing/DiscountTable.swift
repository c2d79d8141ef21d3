import CSV
import ChargebackModel

/// A table of discounts as text: CSV, read and written.
///
///     model,deploymentType,meter,percent,effectiveFrom,effectiveTo,source
///     ,,,5,2026-10-01,,agreement 4711
package enum DiscountTable {
  package static let columns = [
    "model", "deploymentType", "meter", "percent", "effectiveFrom", "effectiveTo", "source",
  ]

  /// Finds all that is wrong with the text, not only the first thing. A row with a problem is not among the rows.
  package static func parse(_ text: String, path: String) -> (rows: [Discount], problems: [Issue]) {
    let table = TableText(text, path: path, columns: columns, required: ["percent"], noun: "discount")
    var (rows, problems) = ([Discount](), table.problems)
    for row in table.rows {
      var cells = CellReader(row, path: path)
      if let discount = read(&cells) { rows.append(discount) }
      problems += cells.problems
    }
    return (rows, problems)
  }

  package static func cells(_ row: Discount) -> [String] {
    [
      row.model ?? "", row.deploymentType?.rawValue ?? "", row.meter?.rawValue ?? "", row.percent,
      row.span.effectiveFrom?.dayOrTime ?? "", row.span.effectiveTo?.dayOrTime ?? "", row.source,
    ]
  }

  private static func read(_ cells: inout CellReader) -> Discount? {
    let type = cells.value("deploymentType", oneOf: DeploymentType.allCases.map(\.rawValue)) { DeploymentType($0) }
    let meter = cells.value("meter", oneOf: Meter.allCases.map(\.rawValue)) { Meter(rawValue: $0) }
    let span = cells.span()
    do {
      let row = try Discount(
        model: cells.text("model"), deploymentType: type, meter: meter, percent: cells.text("percent"), span: span,
        source: cells.whole("source"), place: cells.place)
      return cells.problems.isEmpty ? row : nil
    } catch {
      cells.report(.malformed, error.description)
      return nil
    }
  }
}
