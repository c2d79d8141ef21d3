import CSV
import ChargebackModel

/// Entries that a person wrote into a table, and what is wrong with the others.
package struct RegisterTable<Entry: Sendable & Hashable>: Sendable {
  /// With the line that each was read from, counted from 1; 0 for those that come from elsewhere.
  package var entries: [(entry: Entry, line: Int)] = []
  package var problems: [Issue] = []

  init() {}

  /// Reads a CSV text whose header has all of `columns` and no others, in any order.
  init(
    csv text: String, path: String, columns: [String], required: [String],
    entry: (Cells) throws(Rejection) -> Entry
  ) {
    let table: CSVTable
    do { table = try CSVTable(text) } catch {
      problems.append(Issue(.malformed, path: path, place: "\(error.line)", error.message))
      return
    }
    let list = columns.joined(separator: ", ")
    for name in table.header where !columns.contains(name) {
      problems.append(Issue(.malformed, path: path, place: "1", "unknown column \"\(name)\": the columns are \(list)"))
    }
    for name in required where !table.header.contains(name) {
      problems.append(
        Issue(.malformed, path: path, place: "1", "the column \(name) is missing: the columns are \(list)"))
    }
    guard problems.isEmpty else { return }
    for row in table.rows {
      do {
        entries.append((try entry(Cells(row)), row.line))
      } catch {
        problems.append(Issue(error.code, path: path, place: "\(row.line)", error.message))
      }
    }
  }

  /// One row, read cell by cell.
  struct Cells {
    private let row: CSVTable.Row

    init(_ row: CSVTable.Row) { self.row = row }

    /// Nil if the cell is empty or not there. A name that `list` disarmed for spreadsheets is itself again.
    subscript(column: String) -> String? {
      guard let text = row[column]?.trimmingSpaces(), !text.isEmpty else { return nil }
      return CSV.rearmed(text)
    }

    func required(_ column: String) throws(Rejection) -> String {
      guard let text = self[column] else { throw Rejection(.malformed, "\(column) is empty") }
      return text
    }

    func span() throws(Rejection) -> DatedSpan {
      let from = try date("effectiveFrom")
      let to = try date("effectiveTo")
      if let from, let to, to <= from {
        throw Rejection(.impossibleValue, "effectiveTo is not after effectiveFrom, so the row never holds")
      }
      return DatedSpan(from: from, to: to)
    }

    private func date(_ column: String) throws(Rejection) -> Instant? {
      guard let text = self[column] else { return nil }
      guard let date = CivilDate(text) else {
        throw Rejection(.impossibleValue, "\(column) \"\(text)\" is no date such as 2026-10-01")
      }
      return date.startUTC
    }
  }

  /// Finds entries of one id that hold at the same time.
  mutating func checkOverlaps(path: String, id: (Entry) -> String, span: (Entry) -> DatedSpan) {
    var known: [String: [(entry: Entry, line: Int)]] = [:]
    for new in entries {
      let name = id(new.entry)
      for old in known[name] ?? [] where old.entry != new.entry && span(old.entry).overlaps(span(new.entry)) {
        let place = old.line == 0 ? "a row in the database" : "line \(old.line)"
        problems.append(
          Issue(.contradiction, path: path, place: "\(new.line)", "\(name) stands in \(place) for the same time"))
      }
      known[name, default: []].append(new)
    }
  }
}
