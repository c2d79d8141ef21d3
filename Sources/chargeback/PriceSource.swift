import ChargebackModel
import Pricing
import Store

/// Which prices are in force: the imported ones, else the bundled list.
enum PriceSource {
  /// None of a database that is not there.
  static func rows(_ store: Store?) throws -> [PriceRow] {
    let stored = try store?.prices() ?? []
    var rows: [PriceRow] = []
    for (path, group) in Dictionary(grouping: stored, by: \.path).sorted(by: { $0.key < $1.key }) {
      let ordered = group.sorted { $0.line < $1.line }
      let table = PriceTable.parse(cells: ordered.map(\.cells), path: path)
      if let problem = table.problems.first { throw Failure.world("stored prices of \(path): \(problem.message)") }
      for (row, stored) in zip(table.rows, ordered) {
        var row = row
        row.place = PriceRow.Place(path: path, line: stored.line)
        rows.append(row)
      }
    }
    return rows
  }

  /// The book for a report and the sentence that says what it is.
  static func book(_ store: Store?) throws -> (book: PriceBook, note: String) {
    let rows = try rows(store)
    guard !rows.isEmpty else {
      return (
        .bundled,
        "Prices: the bundled list of \(PriceBook.bundledDate) (Azure list prices in USD as LiteLLM's cost map gives them), "
          + "without discounts; `chargeback prices import` replaces it."
      )
    }
    do {
      let files = Set(rows.map(\.place.path)).sorted().joined(separator: ", ")
      return (try PriceBook(rows), "Prices: \(rows.count) imported rows (\(files)).")
    } catch {
      throw Failure.world("the imported prices contradict each other: \(error.issues[0].message)")
    }
  }
}
