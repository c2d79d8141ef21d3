import ChargebackModel
import Testing

@testable import Pricing

@Test func eachRowOfTheModelIsJudged() throws {
  let book = try book(
    """
    gpt-4o,,,,,,input,1M,1,USD,,,
    gpt-4o,,global,,,,input,1M,2,USD,2026-01-01,2026-10-15,
    gpt-4o,,global,,,,input,1M,3,USD,2026-10-15,2026-11-01,
    gpt-4o,,global,,,,input,1M,4,USD,2026-11-01,,
    gpt-4o,,globalBatch,,,,input,1M,5,USD,,,
    gpt-4o,,,Sweden Central,,,input,1M,6,USD,,,
    gpt-4o,,,,priority,,input,1M,7,USD,,,
    gpt-4o,2024-11-20,,,,,input,1M,8,USD,,,
    gpt-4o,,global,,,100,input,1M,9,USD,,,
    gpt-4o,,,,,,output,1M,10,USD,,,
    o3,,,,,,input,1M,11,USD,,,
    """)
  let sku = SKU(model: "gpt-4o", modelVersion: "2024-08-06")
  let verdicts = try book.verdicts(for: sku, meter: .input, at: day("2026-10-20"), inputTokens: 100)
  #expect(
    Dictionary(uniqueKeysWithValues: verdicts.map { ($0.row.price.exactText, $0.reason) }) == [
      "1": "prices.csv:4 is more specific", "2": "ended 2026-10-15", "3": "applies", "4": "begins 2026-11-01",
      "5": "for globalBatch, not global", "6": "for swedencentral only", "7": "for priority, not default",
      "8": "for 2024-11-20, not 2024-08-06", "9": "for more than 100 input tokens",
    ])
  #expect(verdicts.filter(\.isUsed).map(\.row.place.line) == [4])
  let long = try book.verdicts(for: sku, meter: .input, at: day("2026-10-20"), inputTokens: 101)
  #expect(long.first { $0.row.place.line == 4 }?.reason == "prices.csv:10 has the higher bound")
  let all = try book.verdicts(for: sku, at: day("2026-10-20"), inputTokens: 1)
  #expect(Set(all.filter(\.isUsed).map(\.row.meter)) == [.input, .output])
}

@Test func rivalsAreSaidToBeAlike() throws {
  let book = try book(
    "gpt-4o,,global,,,,input,1M,1,USD,,,\ngpt-4o,,,,default,,input,1M,2,USD,,,\ngpt-4o,,,,,,input,1M,3,USD,,,")
  let verdicts = try book.verdicts(for: SKU(model: "gpt-4o"), at: day("2026-10-20"), inputTokens: 1)
  #expect(verdicts.allSatisfy { !$0.isUsed })
  #expect(
    Set(verdicts.map(\.reason)) == [
      "prices.csv:3 applies alike: there is no choosing", "prices.csv:2 applies alike: there is no choosing",
      "prices.csv:3 and prices.csv:2 is more specific",
    ])
}

@Test(arguments: UInt64(1)...30)
func theRowThatIsUsedIsTheOneThatIsCharged(seed: UInt64) throws {
  var random = RandomPrices(seed: seed)
  let book = try PriceBook(random.rows())
  for _ in 0..<100 {
    let (sku, moment, tokens) = (random.sku(), try random.moment(), random.number(0...300))
    let used = book.verdicts(for: sku, meter: .input, at: moment, inputTokens: tokens).filter(\.isUsed).map(\.row)
    switch book.price(for: sku, meter: .input, at: moment, inputTokens: tokens) {
    case .price(let row): #expect(used == [row], "seed \(seed)")
    case .none, .ambiguous: #expect(used == [], "seed \(seed)")
    }
  }
}
