import ChargebackModel
import Testing

@testable import Pricing

private let list = PriceBook.bundled

private func price(_ sku: SKU, _ meter: Meter, inputTokens: Int64 = 1000) throws -> String? {
  try list.price(for: sku, meter: meter, at: day("2026-11-15"), inputTokens: inputTokens).priceText
}

@Test func theBundledListHasNoProblems() throws {
  let table = PriceTable.parse(ListPrices.csv, path: "list")
  #expect(table.problems == [])
  #expect(throws: Never.self) { try PriceBook(table.rows) }
  #expect(table.rows.count == 2008)
  #expect(Set(table.rows.map(\.model)).count == 77)
}

@Test func everyBundledRowSaysForWhatItIs() {
  #expect(PriceBook.bundledDate == "2026-11")
  #expect(list.currency == "USD")
  for row in list.rows {
    #expect(row.deploymentType != nil && row.serviceTier != nil, "\(row.place.description)")
    #expect(row.source == "LiteLLM \(PriceBook.bundledDate)")
    #expect(row.price > .zero, "\(row.place.description): unknown is not zero")
  }
}

@Test func noBundledPriceIsAmbiguous() throws {
  let now = try day("2026-11-15")
  for row in list.rows {
    let sku = SKU(
      model: row.model, modelVersion: row.modelVersion, deploymentType: try #require(row.deploymentType),
      region: row.region ?? "swedencentral", serviceTier: try #require(row.serviceTier))
    let found = list.price(for: sku, meter: row.meter, at: now, inputTokens: row.inputTokensAbove + 1)
    guard case .price(let best) = found else {
      Issue.record("\(row.place.description): \(found)")
      continue
    }
    #expect(best == row)
  }
}

@Test(arguments: [
  (DeploymentType.global, ["2.5", "1.25", "10"]),
  (.dataZone, ["2.75", "1.375", "11"]),
  (.globalBatch, ["1.25", nil, "5"]),
  (.regional, [nil, nil, nil]),
])
func gpt4oHasItsListPrice(_ type: DeploymentType, _ expected: [String?]) throws {
  let sku = SKU(model: "gpt-4o", modelVersion: "2024-08-06", deploymentType: type, region: "eastus")
  #expect(try [.input, .cachedInput, .output].map { try price(sku, $0) } == expected)
}

@Test func longContextHasItsOwnPrice() throws {
  let sku = SKU(model: "gpt-5.4", modelVersion: "2026-03-05")
  #expect(list.inputTokenBounds(for: "gpt-5.4") == [272_000])
  #expect(try price(sku, .input, inputTokens: 272_000) == "2.5")
  #expect(try price(sku, .input, inputTokens: 272_001) == "5")
}

@Test func tiersHaveTheirOwnPrice() throws {
  #expect(try price(SKU(model: "gpt-4.1", serviceTier: "priority"), .input) == "3.5")
  #expect(try price(SKU(model: "gpt-4.1", serviceTier: "default"), .input) == "2")
  #expect(try price(SKU(model: "gpt-4.1", serviceTier: "flex"), .input) == nil)
}

@Test func zonesWithDifferentPricesGoByRegion() throws {
  #expect(try price(SKU(model: "gpt-6-sol", deploymentType: .dataZone, region: "eastus2"), .input) == "2.2")
  #expect(try price(SKU(model: "gpt-6-sol", deploymentType: .dataZone, region: "swedencentral"), .input) == "2.4")
  #expect(try price(SKU(model: "gpt-6-sol", deploymentType: .dataZone, region: nil), .input) == nil)
}

@Test func olderModelsHaveARegionalPrice() throws {
  let sku = SKU(model: "gpt-35-turbo", deploymentType: .regional, region: "francecentral")
  #expect(try price(sku, .input) == "0.5")
  #expect(try price(sku, .output) == "1.5")
}

@Test func azuresOwnNameOfGpt4TurboIsNotPricedAsGpt4() throws {
  #expect(try price(SKU(model: "gpt-4", modelVersion: "turbo-2024-04-09"), .input) == "11")
  #expect(try price(SKU(model: "gpt-4", modelVersion: "0613"), .input) == "30")
}

@Test func theCacheWritesOfNewerModelsArePriced() throws {
  #expect(try price(SKU(model: "gpt-5.6-sol"), .cacheWrite) == "5")
  #expect(try price(SKU(model: "gpt-4o", deploymentType: .dataZone), .cacheWrite) == nil)
}
