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

  /// Reads a table and finds all that is wrong with it, not only the first thing.
  ///
  /// Cells may have blanks around them, which are dropped except in `source`. Dates are days in UTC; an empty
  /// `effectiveFrom` means since ever.
  /// - Parameter path: for the problems and the rows' places.
  package static func parse(_ text: String, path: String) -> PriceTable {
    let table: CSVTable
    do {
      table = try CSVTable(text)
    } catch {
      return PriceTable(rows: [], problems: [Issue(.malformed, path: path, place: "\(error.line)", error.message)])
    }
    var problems = headerProblems(table.header, path: path)
    guard !PriceColumn.allCases.contains(where: { $0.isRequired && !table.header.contains($0.rawValue) }) else {
      return PriceTable(rows: [], problems: problems)
    }
    var rows: [PriceRow] = []
    for cells in table.rows {
      var reader = PriceRowReader(cells, path: path)
      if let row = reader.read() { rows.append(row) }
      problems += reader.problems
    }
    return PriceTable(rows: rows, problems: problems)
  }

  /// Writes rows such that `parse` reads the same rows again; only their places change.
  package static func write(_ rows: [PriceRow]) -> String {
    CSV.line(PriceColumn.allCases.map(\.rawValue))
      + rows.map { CSV.line(cells($0)) }.joined()
  }

  /// The cells of a row in the order of the table's columns.
  package static func cells(_ row: PriceRow) -> [String] { PriceColumn.allCases.map { row.cell($0) } }

  /// Reads rows again that `cells` took apart.
  package static func parse(cells: [[String]], path: String) -> PriceTable {
    parse(([PriceColumn.allCases.map(\.rawValue)] + cells).map(CSV.line).joined(), path: path)
  }

  private static func headerProblems(_ header: [String], path: String) -> [Issue] {
    let names = PriceColumn.allCases.map(\.rawValue)
    let list = names.joined(separator: ", ")
    let unknown = header.filter { !names.contains($0) }.map { "unknown column \"\($0)\": the columns are \(list)" }
    let missing = PriceColumn.allCases.filter { $0.isRequired && !header.contains($0.rawValue) }
      .map { "the column \($0.rawValue) is missing: a price cannot be read without it" }
    return (unknown + missing).map { Issue(.malformed, path: path, place: "1", $0) }
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
    case .effectiveFrom: effectiveFrom?.date.description ?? ""
    case .effectiveTo: effectiveTo?.date.description ?? ""
    case .source: source
    }
  }
}
