import CSV
import ChargebackModel

/// Reads the cells of one row of a price table and gathers what is wrong with them.
struct PriceRowReader {
  private var cells: CellReader
  var problems: [Issue] { cells.problems }

  init(_ row: CSVTable.Row, path: String) { cells = CellReader(row, path: path) }

  /// The row, or nil if there are problems.
  mutating func read() -> PriceRow? {
    let type = deploymentType()
    let meter: Meter? = cells.required("meter", oneOf: Meter.allCases.map(\.rawValue)) { .init(rawValue: $0) }
    let unit: PriceUnit? = cells.required("unit", oneOf: PriceUnit.allCases.map(\.rawValue)) { .init(rawValue: $0) }
    let bound = readBound()
    let price = readPrice()
    let from = cells.moment("effectiveFrom")
    let to = cells.moment("effectiveTo")
    guard problems.isEmpty, let meter, let unit, let price else { return nil }
    do {
      return try PriceRow(
        model: text(.model), modelVersion: text(.modelVersion), deploymentType: type, region: text(.region),
        serviceTier: text(.serviceTier), inputTokensAbove: bound, meter: meter, unit: unit, price: price,
        currency: text(.currency), effectiveFrom: from, effectiveTo: to, source: cells.whole("source"),
        place: cells.place)
    } catch {
      cells.report(.impossibleValue, error.description)
      return nil
    }
  }

  private func text(_ column: PriceColumn) -> String { cells.text(column.rawValue) }

  private mutating func deploymentType() -> DeploymentType? {
    cells.value("deploymentType", oneOf: DeploymentType.allCases.map(\.rawValue)) { .init($0) }
  }

  private mutating func readBound() -> Int64 {
    let cell = text(.inputTokensAbove)
    if cell.isEmpty { return 0 }
    if let bound = Int64(cell) { return bound }
    cells.report(.malformed, "inputTokensAbove \"\(cell)\" is not a whole number such as 272000")
    return 0
  }

  private mutating func readPrice() -> Money? {
    let cell = text(.price)
    if let price = Money(cell) { return price }
    if ExactDecimal(cell) == nil {
      cells.report(.malformed, "price \"\(cell)\" is not a plain decimal such as 2.50")
    } else {
      cells.report(.impossibleValue, "price \(cell) cannot be kept exactly: at most twelve decimals")
    }
    return nil
  }
}
