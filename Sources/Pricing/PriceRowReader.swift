import CSV
import ChargebackModel

/// Reads the cells of one row of a price table and gathers what is wrong with them.
struct PriceRowReader {
  private let cells: CSVTable.Row
  private let place: PriceRow.Place
  private(set) var problems: [Issue] = []

  init(_ cells: CSVTable.Row, path: String) {
    self.cells = cells
    place = PriceRow.Place(path: path, line: cells.line)
  }

  /// The row, or nil if there are problems.
  mutating func read() -> PriceRow? {
    let type: DeploymentType? = value(.deploymentType, oneOf: DeploymentType.allCases.map(\.rawValue)) { .init($0) }
    let meter: Meter? = required(.meter, oneOf: Meter.allCases.map(\.rawValue)) { .init(rawValue: $0) }
    let unit: PriceUnit? = required(.unit, oneOf: PriceUnit.allCases.map(\.rawValue)) { .init(rawValue: $0) }
    let bound = readBound()
    let price = readPrice()
    let from = readDate(.effectiveFrom)
    let to = readDate(.effectiveTo)
    guard problems.isEmpty, let meter, let unit, let price else { return nil }
    do {
      return try PriceRow(
        model: text(.model), modelVersion: text(.modelVersion), deploymentType: type, region: text(.region),
        serviceTier: text(.serviceTier), inputTokensAbove: bound, meter: meter, unit: unit, price: price,
        currency: text(.currency), effectiveFrom: from, effectiveTo: to, source: cells["source"] ?? "", place: place)
    } catch {
      report(.impossibleValue, error.description)
      return nil
    }
  }

  private func text(_ column: PriceColumn) -> String {
    let cell = (cells[column.rawValue] ?? "")[...]
    return String(PriceRowReader.withoutBlanks(cell))
  }

  private static func withoutBlanks(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return start }
    return start[...last]
  }

  private mutating func report(_ code: IssueCode, _ message: String) {
    problems.append(Issue(code, path: place.path, place: "\(place.line)", message))
  }

  private mutating func value<Value>(
    _ column: PriceColumn, oneOf names: [String], _ read: (String) -> Value?
  ) -> Value? {
    text(column).isEmpty ? nil : required(column, oneOf: names, read)
  }

  private mutating func required<Value>(
    _ column: PriceColumn, oneOf names: [String], _ read: (String) -> Value?
  ) -> Value? {
    let cell = text(column)
    if let value = read(cell) { return value }
    report(.malformed, "\(column.rawValue) \"\(cell)\" is none of \(names.joined(separator: ", "))")
    return nil
  }

  private mutating func readBound() -> Int64 {
    let cell = text(.inputTokensAbove)
    if cell.isEmpty { return 0 }
    if let bound = Int64(cell) { return bound }
    report(.malformed, "inputTokensAbove \"\(cell)\" is not a whole number such as 272000")
    return 0
  }

  private mutating func readPrice() -> Money? {
    let cell = text(.price)
    if let price = Money(cell) { return price }
    if ExactDecimal(cell) == nil {
      report(.malformed, "price \"\(cell)\" is not a plain decimal such as 2.50")
    } else {
      report(.impossibleValue, "price \(cell) cannot be kept exactly: at most twelve decimals")
    }
    return nil
  }

  private mutating func readDate(_ column: PriceColumn) -> Instant? {
    let cell = text(column)
    if cell.isEmpty { return nil }
    if let date = CivilDate(cell) { return date.startUTC }
    report(.malformed, "\(column.rawValue) \"\(cell)\" is not a date such as 2026-10-15")
    return nil
  }
}
