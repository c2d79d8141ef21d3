import ChargebackModel
import Testing

@testable import Pricing

private let call = SKU(model: "gpt-4o", modelVersion: "2024-08-06", deploymentType: .dataZone, region: "swedencentral")

private func price(_ book: PriceBook, _ sku: SKU, at date: String = "2026-10-20", inputTokens: Int64 = 1000) throws
  -> Resolution
{
  try book.price(for: sku, meter: .input, at: day(date), inputTokens: inputTokens)
}

@Test func theMostSpecificRowWins() throws {
  let rows = [
    "gpt-4o,,,,,,input,1M,1,USD,,,",
    "gpt-4o,,dataZone,,,,input,1M,2,USD,,,",
    "gpt-4o,2024-08-06,dataZone,,,,input,1M,3,USD,,,",
    "gpt-4o,2024-08-06,dataZone,swedencentral,,,input,1M,4,USD,,,",
    "gpt-4o,2024-08-06,dataZone,swedencentral,default,,input,1M,5,USD,,,",
  ]
  for count in 1...rows.count {
    #expect(try price(book(rows.prefix(count).joined(separator: "\n")), call).priceText == "\(count)")
  }
}

@Test(arguments: [
  "gpt-4o,2024-11-20,,,,,input,1M,1,USD,,,",
  "gpt-4o,,global,,,,input,1M,1,USD,,,",
  "gpt-4o,,,eastus,,,input,1M,1,USD,,,",
  "gpt-4o,,,,priority,,input,1M,1,USD,,,",
  "gpt-4o,,,,,,output,1M,1,USD,,,",
])
func aFilledCellMustEqual(_ row: String) throws {
  #expect(try price(book(row), call) == .none)
}

// ccusage #934: gpt-5.4-mini was charged as gpt-5, about five times too much.
@Test(arguments: ["gpt-5.4-mini", "gpt-5.4", "gpt", "gpt-5-2025-08-07", "GPT-5", ""])
func noPriceIsTakenFromAModelOfSimilarName(_ model: String) throws {
  #expect(try price(book("gpt-5,,,,,,input,1M,1.25,USD,,,"), SKU(model: model)) == .none)
}

@Test func theVersionMatchesInAnyLetterCase() throws {
  let book = try book("gpt-4,1106-Preview,,,,,input,1M,10,USD,,,")
  #expect(try price(book, SKU(model: "gpt-4", modelVersion: "1106-preview")).priceText == "10")
  #expect(try price(book, SKU(model: "gpt-4", modelVersion: "1106-Preview")).priceText == "10")
}

@Test(arguments: [
  ("2026-09-30", nil), ("2026-10-01", "3"), ("2026-10-14", "3"), ("2026-10-15", "2"), ("2030-01-01", "2"),
])
func datesAreHalfOpen(_ date: String, _ expected: String?) throws {
  let book = try book(
    """
    gpt-4o,,,,,,input,1M,3,USD,2026-10-01,2026-10-15,
    gpt-4o,,,,,,input,1M,2,USD,2026-10-15,,
    """)
  #expect(try price(book, call, at: date).priceText == expected)
}

@Test func theLastMillisecondBeforeAChangeHasTheOldPrice() throws {
  let book = try book(
    "gpt-4o,,,,,,input,1M,3,USD,,2026-10-15,\ngpt-4o,,,,,,input,1M,2,USD,2026-10-15,,")
  let before = try day("2026-10-15").advanced(byMilliseconds: -1)
  #expect(book.price(for: call, meter: .input, at: before, inputTokens: 1).priceText == "3")
}

// ccusage #1636: history was priced anew with today's table.
@Test func aLaterPriceDoesNotChangeAnEarlierMonth() throws {
  let old = "gpt-4o,,,,,,input,1M,3,USD,,2026-10-15,"
  let september = try price(book(old), call, at: "2026-09-10")
  #expect(try price(book(old + "\ngpt-4o,,,,,,input,1M,2,USD,2026-10-15,,"), call, at: "2026-09-10") == september)
}

@Test(arguments: [(0, "1"), (200_000, "1"), (200_001, "2"), (272_000, "2"), (272_001, "3"), (Int64.max, "3")])
func theHighestBoundBelowTheInputTokensApplies(_ inputTokens: Int64, _ expected: String) throws {
  let book = try book(
    """
    gpt-4o,,,,,272000,input,1M,3,USD,,,
    gpt-4o,,,,,,input,1M,1,USD,,,
    gpt-4o,,,,,200000,input,1M,2,USD,,,
    """)
  #expect(try price(book, call, inputTokens: inputTokens).priceText == expected)
}

@Test func aMoreSpecificRowWinsOverAHigherBound() throws {
  let book = try book("gpt-4o,,,,,272000,input,1M,3,USD,,,\ngpt-4o,,dataZone,,,,input,1M,1,USD,,,")
  #expect(try price(book, call, inputTokens: 300_000).priceText == "1")
}

@Test func aBoundThatIsNotReachedLeavesTheBroaderRow() throws {
  let book = try book("gpt-4o,,dataZone,,,272000,input,1M,3,USD,,,\ngpt-4o,,,,,,input,1M,1,USD,,,")
  #expect(try price(book, call, inputTokens: 272_000).priceText == "1")
}

@Test(arguments: [("default", "1"), ("priority", "2"), ("flex", nil)])
func aTierIsNotPricedAsAnother(_ tier: String, _ expected: String?) throws {
  let book = try book("gpt-4o,,,,default,,input,1M,1,USD,,,\ngpt-4o,,,,priority,,input,1M,2,USD,,,")
  #expect(try price(book, SKU(model: "gpt-4o", serviceTier: tier)).priceText == expected)
}

@Test func twoEquallySpecificRowsAreAmbiguous() throws {
  let book = try book("gpt-4o,2024-08-06,,,,,input,1M,1,USD,,,\ngpt-4o,,dataZone,,,,input,1M,2,USD,,,")
  #expect(try price(book, call) == .ambiguous(book.rows))
  #expect(book.rows.count == 2)
}

@Test func rowsWithEqualConditionsMustNotOverlap() throws {
  let table = PriceTable.parse(
    """
    \(header)
    gpt-4o,,global,,,,input,1M,3,USD,2026-10-01,2026-11-01,
    gpt-4o,,global,,,,output,1M,9,USD,2026-10-01,,
    gpt-4o,,global,,,,input,1M,4,USD,2026-10-05,2026-10-06,
    gpt-4o,,global,,,,input,1M,2,USD,2026-10-31,,
    gpt-4o,,dataZone,,,,input,1M,2,USD,2026-10-31,,
    """, path: "prices.csv")
  let problems = #expect(throws: PriceBookProblems.self) { try PriceBook(table.rows) }
  #expect(
    problems?.issues.map(\.description) == [
      "prices.csv:4: warning[ambiguousPrice]: both prices.csv:2 and prices.csv:4 price input of gpt-4o (global) "
        + "from 2026-10-05 on: end one before the other begins",
      "prices.csv:5: warning[ambiguousPrice]: both prices.csv:2 and prices.csv:5 price input of gpt-4o (global) "
        + "from 2026-10-31 on: end one before the other begins",
    ])
}

@Test func twoRowsSinceEverOverlap() throws {
  let problems = #expect(throws: PriceBookProblems.self) {
    try book("gpt-4o,,,,,,input,1M,3,USD,,,\ngpt-4o,,,,,,input,1M,3,USD,,2026-10-01,")
  }
  #expect(problems?.issues.map(\.place) == ["3"])
}

@Test func currenciesMustNotBeMixed() throws {
  let problems = #expect(throws: PriceBookProblems.self) {
    try book("gpt-4o,,,,,,input,1M,3,USD,,,\ngpt-4o,,,,,,output,1M,3,EUR,,,\no3,,,,,,input,1M,3,EUR,,,")
  }
  #expect(
    problems?.issues.map(\.message) == [
      "the price is in EUR, but prices.csv:2 is in USD: all prices must be in one currency"
    ])
}

@Test func anEmptyBookKnowsNothing() throws {
  let book = try PriceBook([])
  #expect(book.currency == nil)
  #expect(try price(book, call) == .none)
}

@Test func boundariesLieStrictlyInside() throws {
  let book = try book(
    """
    gpt-4o,,,,,,input,1M,3,USD,2026-10-01,2026-10-15,
    gpt-4o,,,,,,input,1M,2,USD,2026-10-15,2026-11-01,
    o3,,,,,,input,1M,2,USD,2026-10-20,2026-12-01,
    """)
  let october = try day("2026-10-01")..<day("2026-11-01")
  #expect(book.boundaries(in: october).map(\.date.description) == ["2026-10-15", "2026-10-20"])
}

@Test func boundsAreThoseOfTheModel() throws {
  let book = try book(
    """
    gpt-4o,,,,,272000,input,1M,3,USD,,,
    gpt-4o,,,,,272000,output,1M,3,USD,,,
    gpt-4o,,,,,128000,output,1M,3,USD,,,
    gpt-4o,,,,,,input,1M,3,USD,,,
    o3,,,,,200000,input,1M,3,USD,,,
    """)
  #expect(book.inputTokenBounds(for: "gpt-4o") == [128_000, 272_000])
  #expect(book.inputTokenBounds(for: "gpt-4") == [])
}
