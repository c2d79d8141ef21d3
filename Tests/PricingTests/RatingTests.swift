import ChargebackModel
import Testing

@testable import Pricing

private let gpt4o = SKU(model: "gpt-4o")

private func rate(_ quantities: [Meter: Int64], _ rows: String, _ sku: SKU = gpt4o) throws -> Rating {
  try CostBook(list: book(rows)).rate(quantities, for: sku, at: day("2026-10-20"), inputTokens: 1000)
}

private let prices = """
  gpt-4o,,,,,,input,1M,2.5,USD,,,
  gpt-4o,,,,,,cachedInput,1M,1.25,USD,,,
  gpt-4o,,,,,,output,1M,10,USD,,,
  """

// Langfuse #14725, tokscale #439: cached tokens were charged in full, or twice.
@Test func cachedInputIsPricedAsCachedAndReasoningIsInOutput() throws {
  let usage = TokenUsage(inputTokens: 1000, cachedInputTokens: 600, outputTokens: 200, reasoningTokens: 150)
  let rating = try rate(usage.quantities(), prices)
  #expect(rating.charges.map(\.meter) == [.input, .cachedInput, .output])
  #expect(rating.charges.map(\.quantity) == [400, 600, 200])
  #expect(rating.charges.map(\.amount.exactText) == ["0.001", "0.00075", "0.002"])
  #expect(rating.cost?.exactText == "0.00375")
  #expect(rating.isComplete)
}

// AI-Gateway #397: 1M tokens of gpt-4.1-mini cost 0.40, not 400.
@Test(arguments: ["1M,0.40", "1K,0.0004"])
func aMillionTokensCostThePriceOfAMillion(_ price: String) throws {
  let rating = try rate([.input: 1_000_000], "gpt-4.1-mini,,,,,,input,\(price),USD,,,", SKU(model: "gpt-4.1-mini"))
  #expect(rating.cost?.exactText == "0.4")
}

@Test(arguments: UInt64(1)...6)
func aTariffRatesWhateverComesLaterAsIfItCameFirst(seed: UInt64) throws {
  var random = RandomPrices(seed: seed)
  let costs = CostBook(list: try book(prices))
  let moment = try day("2026-10-20")
  var tariff = Tariff(costs, for: gpt4o, at: moment, inputTokens: 1000)
  for _ in 0..<50 {
    let quantities = Meter.allCases.map { (meter: $0, quantity: random.number(0...3) * random.number(0...90_000)) }
    let alone = Dictionary(uniqueKeysWithValues: quantities.map { ($0.meter, $0.quantity) })
    let expected = try costs.rate(alone, for: gpt4o, at: moment, inputTokens: 1000)
    #expect(try tariff.rate(quantities) == expected, "seed \(seed)")
  }
}

@Test func aMeterWithoutAPriceLeavesTheCostPartial() throws {
  let rating = try rate([.input: 1000, .cacheWrite: 50, .output: 10], prices)
  #expect(rating.cost?.exactText == "0.0026")
  #expect(rating.unpriced == [Rating.Unpriced(meter: .cacheWrite, quantity: 50, reason: .noPrice)])
  #expect(!rating.isComplete)
}

// ccusage #858: an unknown model cost nothing.
@Test func withoutAnyPriceTheCostIsUnknownAndNotZero() throws {
  let rating = try rate([.input: 1000, .output: 10], prices, SKU(model: "house-llm-7b"))
  #expect(rating.cost == nil)
  #expect(rating.unpriced.map(\.meter) == [.input, .output])
}

@Test func nothingUsedCostsNothing() throws {
  let rating = try rate([.input: 0], prices, SKU(model: "house-llm-7b"))
  #expect(rating.cost == .zero)
  #expect(rating.isComplete)
}

@Test func rivalsAreNamed() throws {
  let rating = try rate(
    [.input: 1], "gpt-4o,,global,,,,input,1M,1,USD,,,\ngpt-4o,,,,default,,input,1M,2,USD,,,")
  let reasons = rating.unpriced.map(\.reason)
  guard case .rivals(let rows) = reasons.first else { return #expect(reasons.isEmpty) }
  #expect(rows.map(\.place.line) == [3, 2])
  #expect(rating.cost == nil)
}

@Test func theGreatestQuantitiesAtTheHighestPriceDoNotOverflow() throws {
  let rows = Meter.allCases.map { "gpt-4o,,,,,,\($0.rawValue),1,1000000,USD,,," }.joined(separator: "\n")
  let rating = try rate(Dictionary(uniqueKeysWithValues: Meter.allCases.map { ($0, Int64.max) }), rows)
  #expect(rating.charges.count == Meter.allCases.count)
  #expect(rating.cost?.exactText == "119903836479112085491000000")
}
