import CSV
import ChargebackModel

/// A price table as text: CSV with the columns of `PriceColumn`, read and written.
///
///     model,modelVersion,deploymentType,region,serviceTier,inputTokensAbove,meter,unit,price,currency,…
///     gpt-4o,2024-08-06,global,,default,,input,1M,2.50,USD,…
package struct PriceTable: Sendable {
  package let rows: [PriceRow]
  /// What is wrong with the text, in the order of its lines. A row with a problem is not among `rows`.
  package let problems: [Issue]

  /// The names of the columns, in the order in which they are written.
  package static let columns = PriceColumn.allCases.map(\.rawValue)

  /// Reads a table and finds all that is wrong with it, not only the first thing.
  ///
  /// Cells may have blanks around them, which are dropped except in `source`. A date is a day in UTC or a moment
  /// of RFC 3339; an empty `effectiveFrom` means since ever.
  /// - Parameter path: for the problems and the rows' places.
  package static func parse(_ text: String, path: String) -> PriceTable {
    let required = PriceColumn.allCases.filter(\.isRequired).map(\.rawValue)
    let cut = TableText(text, path: path, columns: columns, required: required, noun: "price")
    var (rows, problems) = ([PriceRow](), cut.problems)
    for cells in cut.rows {
      var reader = PriceRowReader(cells, path: path)
      if let row = reader.read() { rows.append(row) }
      problems += reader.problems
    }
    return PriceTable(rows: rows, problems: problems)
  }

  /// Writes rows such that `parse` reads the same rows again; only their places change.
  package static func write(_ rows: [PriceRow]) -> String {
    CSV.line(columns)
      + rows.map { CSV.line(cells($0)) }.joined()
  }

  /// The cells of a row in the order of the table's columns.
  package static func cells(_ row: PriceRow) -> [String] { PriceColumn.allCases.map { row.cell($0) } }

  /// Reads rows again that `cells` took apart.
  package static func parse(cells: [[String]], path: String) -> PriceTable {
    parse(([columns] + cells).map(CSV.line).joined(), path: path)
  }
}

extension PriceRow {
  fileprivate func cell(_ column: PriceColumn) -> String {
    switch column {
    case .model: model
    case .modelVersion: modelVersion ?? ""
    case .deploymentType: deploymentType?.rawValue ?? ""
    case .region: region ?? ""
    case .serviceTier: serviceTier ?? ""
    case .inputTokensAbove: inputTokensAbove == 0 ? "" : String(inputTokensAbove)
    case .meter: meter.rawValue
    case .unit: unit.rawValue
    case .price: price.exactText
    case .currency: currency
    case .effectiveFrom: effectiveFrom?.dayOrTime ?? ""
    case .effectiveTo: effectiveTo?.dayOrTime ?? ""
    case .source: source
    }
  }
}
