import CSV
import ChargebackModel

/// Reads the cells of one row of a table and gathers what is wrong with them.
struct CellReader {
  private let cells: CSVTable.Row
  let place: PriceRow.Place
  private(set) var problems: [Issue] = []

  init(_ cells: CSVTable.Row, path: String) {
    self.cells = cells
    place = PriceRow.Place(path: path, line: cells.line)
  }

  /// Without the blanks around it; empty where the table has no such column.
  func text(_ column: String) -> String {
    let cell = whole(column)
    // Most cells have none.
    guard let first = cell.utf8.first, let last = cell.utf8.last, isBlank(first) || isBlank(last) else { return cell }
    let start = cell[...].drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(start[...last])
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  /// As it stands, blanks included.
  func whole(_ column: String) -> String { cells[column] ?? "" }

  mutating func report(_ code: IssueCode, _ message: String) {
    problems.append(Issue(code, path: place.path, place: "\(place.line)", message))
  }

  /// Nil where the cell is empty or none of `names`, which is a problem.
  mutating func value<Value>(
    _ column: String, oneOf names: @autoclosure () -> [String], _ read: (String) -> Value?
  ) -> Value? {
    text(column).isEmpty ? nil : required(column, oneOf: names(), read)
  }

  mutating func required<Value>(
    _ column: String, oneOf names: @autoclosure () -> [String], _ read: (String) -> Value?
  ) -> Value? {
    let cell = text(column)
    if let value = read(cell) { return value }
    report(.malformed, "\(column) \"\(cell)\" is none of \(names().joined(separator: ", "))")
    return nil
  }

  /// A day or a moment; nil where the cell is empty, or is neither, which is a problem.
  mutating func moment(_ column: String) -> Instant? {
    let cell = text(column)
    if cell.isEmpty { return nil }
    if let moment = Instant(dayOrTime: cell) { return moment }
    report(
      .malformed,
      "\(column) \"\(cell)\" is neither a day such as 2026-10-15 nor a moment such as 2026-10-15T22:30:00+02:00, "
        + "to the millisecond")
    return nil
  }

  /// `effectiveFrom` and `effectiveTo`.
  mutating func span() -> DatedSpan {
    let (from, to) = (moment("effectiveFrom"), moment("effectiveTo"))
    let span = DatedSpan(from: from, to: to)
    if let refusal = span.refusal { report(.impossibleValue, refusal) }
    return span
  }
}

extension DatedSpan {
  /// Why a row cannot hold for this time; nil if it can.
  var refusal: String? {
    guard let from = effectiveFrom, let to = effectiveTo, to <= from else { return nil }
    return "effectiveTo \(to.dayOrTime) is not after effectiveFrom \(from.dayOrTime), so the row never holds"
  }
}
