import GRDB

/// The tables of the price book. A row is kept as text, cell by cell as in its CSV form, with the place where it was read.
package enum PriceRegister: String, CaseIterable, Sendable {
  case price, negotiatedPrice, discount, exchangeRate

  /// In the order of the CSV form.
  var columns: [String] {
    switch self {
    case .price, .negotiatedPrice:
      [
        "model", "modelVersion", "deploymentType", "region", "serviceTier", "inputTokensAbove", "meter", "unit",
        "price",
        "currency", "effectiveFrom", "effectiveTo", "source",
      ]
    case .discount: ["model", "deploymentType", "meter", "percent", "effectiveFrom", "effectiveTo", "source"]
    case .exchangeRate: ["fromCurrency", "toCurrency", "rate", "effectiveFrom", "effectiveTo", "source"]
    }
  }
}

/// One row of a table of the price book.
package struct StoredPrice: Hashable, Sendable {
  /// In the order of the CSV columns.
  package let cells: [String]
  package let path: String
  package let line: Int

  package init(cells: [String], path: String, line: Int) {
    self.cells = cells
    self.path = path
    self.line = line
  }
}

extension Store {
  /// The rows of a table of the price book, in no order.
  package func prices(_ register: PriceRegister) throws(StoreFailure) -> [StoredPrice] {
    try read { try Store.prices($0, register) }
  }

  /// Puts other rows in place of those that are there, which `change` is shown. Nobody else can write between reading and
  /// writing. Where `change` gives nil, all stays as it is.
  package func updatePrices(
    _ register: PriceRegister, _ change: ([StoredPrice]) -> [StoredPrice]?
  ) throws(StoreFailure) {
    try write { db in
      guard let rows = change(try Store.prices(db, register)) else { return }
      try db.execute(sql: "DELETE FROM \(register.rawValue)")
      let marks = Array(repeating: "?", count: register.columns.count + 2).joined(separator: ", ")
      let insert = try db.makeStatement(sql: "INSERT INTO \(register.rawValue) VALUES (\(marks))")
      for row in rows {
        let values: [any DatabaseValueConvertible] = row.cells + [row.path, row.line]
        try insert.execute(arguments: StatementArguments(values))
      }
    }
  }

  private static func prices(_ db: Database, _ register: PriceRegister) throws -> [StoredPrice] {
    try Row.fetchAll(db, sql: "SELECT * FROM \(register.rawValue)").map { row in
      StoredPrice(cells: register.columns.map { row[$0] }, path: row["path"], line: row["line"])
    }
  }
}
