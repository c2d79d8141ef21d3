import ChargebackModel
import Foundation
import Testing

@testable import Pricing

private func sampleBook() throws -> PriceBook {
  let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let file = tests.deletingLastPathComponent().appending(path: "SampleData/PriceTables/harbour-foods-2026.csv")
  let table = PriceTable.parse(try String(contentsOf: file, encoding: .utf8), path: "harbour-foods-2026.csv")
  #expect(table.problems == [])
  #expect(table.rows.count == 22)
  return try PriceBook(table.rows)
}

@Test(arguments: [
  ("2026-10-14", "eastus", "2.375"), ("2026-10-15", "eastus", "2.25"), ("2026-10-15", "swedencentral", "2.5"),
])
func theSamplePricesChangeOnADayAndInARegion(_ date: String, _ region: String, _ expected: String) throws {
  let sku = SKU(model: "gpt-4o", region: region)
  let price = try sampleBook().price(for: sku, meter: .input, at: day(date), inputTokens: 10)
  #expect(price.priceText == expected)
}

@Test func theSamplePricesLeaveOneModelOut() throws {
  let rating = try CostBook(list: sampleBook()).rate(
    [.input: 10], for: SKU(model: "house-llm-7b"), at: day("2026-10-20"), inputTokens: 10)
  #expect(rating.cost == nil)
}
