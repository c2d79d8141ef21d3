import CSV
import ChargebackModel

/// A CSV text cut into the rows of a table whose columns are known.
struct TableText {
  /// None if the text is no such table.
  let rows: [CSVTable.Row]
  /// What is wrong with the text as a whole, and with its header.
  let problems: [Issue]

  /// - Parameter noun: what a row is, for a sentence: `price`.
  init(_ text: String, path: String, columns: [String], required: [String], noun: String) {
    let table: CSVTable
    do {
      table = try CSVTable(text)
    } catch {
      rows = []
      problems = [Issue(.malformed, path: path, place: "\(error.line)", error.message)]
      return
    }
    let list = columns.joined(separator: ", ")
    let unknown = table.header.filter { !columns.contains($0) }
      .map { "unknown column \"\($0)\": the columns are \(list)" }
    let missing = required.filter { !table.header.contains($0) }
      .map { "the column \($0) is missing: a \(noun) cannot be read without it" }
    problems = (unknown + missing).map { Issue(.malformed, path: path, place: "1", $0) }
    rows = missing.isEmpty ? table.rows : []
  }
}
