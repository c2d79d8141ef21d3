import ChargebackModel
import Testing

@testable import Pricing

/// The header of a price table, so that a test shows only its rows.
let header =
  "model,modelVersion,deploymentType,region,serviceTier,inputTokensAbove,meter,unit,price,currency,"
  + "effectiveFrom,effectiveTo,source"

/// The book of a table whose rows are given without the header; line 1 is the header, so the first row is line 2.
func book(_ rows: String) throws -> PriceBook {
  let table = PriceTable.parse(header + "\n" + rows, path: "prices.csv")
  #expect(table.problems == [])
  return try PriceBook(table.rows)
}

/// The first row of a table.
func row(_ text: String) throws -> PriceRow {
  let table = PriceTable.parse(header + "\n" + text, path: "prices.csv")
  #expect(table.problems == [])
  return try #require(table.rows.first)
}

/// The sentences of all problems of a table given without the header.
func problems(_ rows: String) -> [String] {
  PriceTable.parse(header + "\n" + rows, path: "prices.csv").problems.map { "\($0.place): \($0.message)" }
}

func day(_ text: String) throws -> Instant { try #require(CivilDate(text)).startUTC }

extension Resolution {
  /// The price of the row as text; nil where there is none or no choosing.
  var priceText: String? {
    switch self {
    case .price(let row): row.price.exactText
    case .none, .ambiguous: nil
    }
  }
}
