import CSV
import ChargebackModel
import Pricing
import Store

/// Which prices, discounts and rates are in force: the imported ones, and where no price was imported, the bundled list.
enum PriceSource {
  /// What makes a cost, and the sentence that says which prices these are. Without a database, the bundled list.
  static func costs(
    _ store: Store?, basis: CostBasis? = nil, currency: String? = nil
  ) throws -> (costs: CostBook, note: String) {
    let (list, note) = try book(store)
    do {
      let costs = CostBook(
        list: list, negotiated: try PriceBook(prices(try store?.prices(.negotiatedPrice) ?? [])),
        discounts: try Discounts(discounts(try store?.prices(.discount) ?? [])),
        rates: try ExchangeRates(rates(try store?.prices(.exchangeRate) ?? [])), basis: basis, currency: currency)
      return (costs, note)
    } catch let problems as PriceBookProblems {
      throw contradiction(problems)
    }
  }

  /// The list prices, and the sentence that says what they are.
  static func book(_ store: Store?) throws -> (book: PriceBook, note: String) {
    let rows = try prices(try store?.prices(.price) ?? [])
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
      throw contradiction(error)
    }
  }

  private static func contradiction(_ problems: PriceBookProblems) -> Failure {
    .world("the imported prices contradict each other: \(problems.issues[0].message)")
  }

  // MARK: Stored rows

  static func prices(_ stored: [StoredPrice]) throws -> [PriceRow] {
    try read(stored, place: \.place) { cells, path in
      let table = PriceTable.parse(cells: cells, path: path)
      return (table.rows, table.problems)
    }
  }

  static func discounts(_ stored: [StoredPrice]) throws -> [Discount] {
    try read(stored, place: \.place) {
      DiscountTable.parse(([DiscountTable.columns] + $0).map(CSV.line).joined(), path: $1)
    }
  }

  static func rates(_ stored: [StoredPrice]) throws -> [ExchangeRate] {
    try read(stored, place: \.place) {
      ExchangeRateTable.parse(([ExchangeRateTable.columns] + $0).map(CSV.line).joined(), path: $1)
    }
  }

  /// The rows in the order of their places, each with the place where it was first read.
  private static func read<Row>(
    _ stored: [StoredPrice], place: WritableKeyPath<Row, PriceRow.Place>,
    parse: ([[String]], String) -> (rows: [Row], problems: [Issue])
  ) throws -> [Row] {
    var rows: [Row] = []
    for (path, group) in Dictionary(grouping: stored, by: \.path).sorted(by: { $0.key < $1.key }) {
      let ordered = group.sorted { $0.line < $1.line }
      let table = parse(ordered.map(\.cells), path)
      if let problem = table.problems.first { throw Failure.world("stored prices of \(path): \(problem.message)") }
      for (row, stored) in zip(table.rows, ordered) {
        var row = row
        row[keyPath: place] = PriceRow.Place(path: path, line: stored.line)
        rows.append(row)
      }
    }
    return rows
  }
}
