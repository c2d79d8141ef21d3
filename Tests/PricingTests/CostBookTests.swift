import ChargebackModel
import Testing

@testable import Pricing

private func discounts(_ rows: String) throws -> Discounts {
  let table = DiscountTable.parse(DiscountTable.columns.joined(separator: ",") + "\n" + rows, path: "discounts.csv")
  #expect(table.problems == [])
  return try Discounts(table.rows)
}

private func rates(_ rows: String) throws -> ExchangeRates {
  let table = ExchangeRateTable.parse(ExchangeRateTable.columns.joined(separator: ",") + "\n" + rows, path: "rates.csv")
  #expect(table.problems == [])
  return try ExchangeRates(table.rows)
}

private let list = """
  gpt-4o,,,,,,input,1M,2.5,USD,,,
  gpt-4o,,,,,,cachedInput,1M,1.25,USD,,,
  gpt-4o,,,,,,output,1M,10,USD,,,
  """

private func costs(
  _ discountRows: String = "", rates rateRows: String = "", negotiated: String = "", basis: CostBasis? = nil,
  currency: String? = nil
) throws -> CostBook {
  try CostBook(
    list: book(list), negotiated: book(negotiated), discounts: discounts(discountRows), rates: rates(rateRows),
    basis: basis, currency: currency)
}

private func rate(_ costs: CostBook, _ quantities: [Meter: Int64], at date: String = "2026-10-20") throws -> Rating {
  try costs.rate(quantities, for: SKU(model: "gpt-4o"), at: #require(Instant(dayOrTime: date)), inputTokens: 1000)
}

@Test func aDiscountLeavesTheListCostBesideTheEffectiveOne() throws {
  let rating = try rate(try costs(",,,7.25,,,"), [.input: 1_000_000, .output: 3])
  #expect(rating.cost?.exactText == "2.318777825")  // (2.5 + 0.00003) × 0.9275
  #expect(rating.listCost?.exactText == "2.50003")
  #expect(
    try rate(try costs(",,,7.25,,,", basis: .list), [.input: 1_000_000, .output: 3]).cost?.exactText == "2.50003")
}

@Test func theMostSpecificDiscountCountsAndTheyDoNotAddUp() throws {
  let book = try costs(",,,5,,,\ngpt-4o,,,10,,,\ngpt-4o,,input,20,,,\n")
  let rating = try rate(book, [.input: 1_000_000, .output: 1_000_000])
  #expect(rating.charges.map { $0.discount?.percent } == ["20", "10"])
  #expect(rating.cost?.exactText == "11")
}

@Test func aDiscountHoldsForItsTimeToTheMillisecond() throws {
  let book = try costs(",,,10,2026-10-15T22:30:00+02:00,2026-10-15T22:30:00.001+02:00,")
  func cost(_ moment: String) throws -> String? { try rate(book, [.input: 1_000_000], at: moment).cost?.exactText }
  #expect(try cost("2026-10-15T20:29:59.999Z") == "2.5")
  #expect(try cost("2026-10-15T20:30:00Z") == "2.25")
  #expect(try cost("2026-10-15T20:30:00.001Z") == "2.5")
}

@Test func aNegotiatedPriceTakesThePlaceOfListPriceAndDiscount() throws {
  let book = try costs(",,,10,,,", negotiated: "gpt-4o,,global,,,,input,1M,2,USD,,,")
  let rating = try rate(book, [.input: 1_000_000, .output: 1_000_000])
  #expect(rating.charges.map(\.amount.exactText) == ["2", "9"])
  #expect(rating.listCost?.exactText == "12.5")
}

@Test func aRateConvertsAtTheTimeOfTheCall() throws {
  let book = try costs(rates: "USD,EUR,0.86,,2026-10-01,\nUSD,EUR,0.8621,2026-10-01,,", currency: "EUR")
  #expect(try rate(book, [.input: 1_000_000], at: "2026-09-30").cost?.exactText == "2.15")
  #expect(try rate(book, [.input: 1_000_000], at: "2026-10-01").cost?.exactText == "2.15525")
  #expect(book.currency == "EUR")
}

// azure-cost-cli #35 asks for a choice of currency. A missing rate must not turn dollars into euros one to one.
@Test func withoutARateTheCostIsUnknown() throws {
  let rating = try rate(try costs(rates: "USD,EUR,0.86,,2026-10-01,", currency: "EUR"), [.input: 10])
  #expect(rating.cost == nil)
  #expect(rating.unpriced.map(\.reason) == [.noRate(from: "USD", to: "EUR")])
}

@Test func aNegotiatedPriceMayBeInAnotherCurrencyThanTheList() throws {
  let book = try costs(rates: "USD,EUR,0.5,,,", negotiated: "gpt-4o,,,,,,input,1M,2,EUR,,,")
  #expect(book.currency == "EUR")
  let rating = try rate(book, [.input: 1_000_000, .output: 1_000_000])
  #expect(rating.charges.map(\.amount.exactText) == ["2", "5"])
  #expect(rating.charges.map { $0.list?.amount.exactText } == ["1.25", "5"])
}

@Test func whatHasNoListPriceHasNoListCost() throws {
  let rating = try rate(
    try costs(negotiated: "gpt-4o,,,,,,cacheWrite,1M,2,USD,,,"), [.input: 10, .cacheWrite: 1_000_000])
  #expect(rating.isComplete && rating.cost?.exactText == "2.000025")
  #expect(rating.listCost == nil)
}

@Test func aCostThatIsTooLargeIsRefusedWithASentence() throws {
  let book = try CostBook(
    list: book("gpt-4o,,,,,,input,1,1000000,USD,,,"), rates: rates("USD,EUR,1000000,,,"), currency: "EUR")
  let refusal = #expect(throws: PriceRefusal.self) { try rate(book, [.input: .max]) }
  #expect(
    refusal?.description
      == "the cost of 9223372036854775807 on the meter input of gpt-4o (global) is too large to be exact")
}

@Test func boundariesAreThoseOfEverythingThatIsDated() throws {
  let book = try costs(
    ",,,5,2026-10-05,,", rates: "USD,EUR,0.86,2026-10-07T10:00:00Z,,",
    negotiated: "gpt-4o,,,,,200000,input,1M,2,USD,2026-10-09,2026-11-01,")
  let october = try day("2026-10-01")..<day("2026-11-01")
  #expect(book.boundaries(in: october).map(\.dayOrTime) == ["2026-10-05", "2026-10-07T10:00:00Z", "2026-10-09"])
  #expect(book.inputTokenBounds == [200_000])
}

// MARK: Tables

@Test(arguments: [
  ("gpt-4o,,,5,,,\n,globalBatch,,50,,,", true),
  ("gpt-4o,,,5,,,\n,globalBatch,,50,,,\ngpt-4o,globalBatch,,52,,,", false),
  ("gpt-4o,,,5,,,\n,globalBatch,,50,,,\ngpt-4o,globalBatch,,52,2026-10-01,,", true),
  ("gpt-4o,,,5,,2026-10-01,\n,globalBatch,,50,2026-10-01,,", false),
  ("gpt-4o,,,5,,,\no3,,,50,,,", false), ("gpt-4o,,,5,,,\ngpt-4o,,,6,,,", true), (",,,5,,,\n,,,5,,,", true),
  ("gpt-4o,global,,5,,,\ngpt-4o,,input,6,,,", true), ("gpt-4o,,output,5,,,\ngpt-4o,,input,6,,,", false),
])
func discountsBetweenWhichThereIsNoChoosingAreRefused(_ rows: String, _ isRefused: Bool) throws {
  let table = DiscountTable.parse(DiscountTable.columns.joined(separator: ",") + "\n" + rows, path: "discounts.csv")
  #expect(table.problems == [])
  if isRefused {
    let problems = #expect(throws: PriceBookProblems.self) { try Discounts(table.rows) }
    #expect(problems?.issues.count == 1)
    #expect(problems?.issues.first?.message.contains("discounts.csv:") == true)
  } else {
    #expect(throws: Never.self) { try Discounts(table.rows) }
  }
}

@Test func everyMistakeOfADiscountTableIsNamed() {
  let table = DiscountTable.parse(
    "model,meter,percent,effectiveFrom,effectiveTo\ngpt-4o-2024-08-06,,5,,\n,input,105,,\n,inputs,5,soon,\n,,5,2026-02-01,2026-01-01\n",
    path: "d.csv")
  #expect(table.rows.isEmpty)
  #expect(
    table.problems.map { "\($0.place): \($0.message)" } == [
      "2: a discount is for all versions of a model: write gpt-4o without 2024-08-06",
      "3: percent \"105\" is not a decimal from 0 to 100 with at most four decimals such as 7.5",
      "4: meter \"inputs\" is none of \(Meter.allCases.map(\.rawValue).joined(separator: ", "))",
      "4: effectiveFrom \"soon\" is neither a day such as 2026-10-15 nor a moment such as 2026-10-15T22:30:00+02:00, to the "
        + "millisecond",
      "5: effectiveTo 2026-01-01 is not after effectiveFrom 2026-02-01, so the row never holds",
    ])
}

@Test func everyMistakeOfARateTableIsNamed() {
  let table = ExchangeRateTable.parse(
    "fromCurrency,toCurrency,rate\nUSD,eur,0.9\nUSD,USD,1\nUSD,EUR,0\nUSD,EUR,\"0,9\"\nUSD,GBP,0.7512345678901\n",
    path: "r.csv")
  #expect(table.rows.isEmpty)
  let sentence = "is not a decimal such as 0.9234, above 0, at most a million, with at most 12 decimals"
  #expect(
    table.problems.map { "\($0.place): \($0.message)" } == [
      "2: currency \"eur\" is not three capital letters such as USD", "3: USD needs no rate to itself",
      "4: rate \"0\" \(sentence)", "5: rate \"0,9\" \(sentence)", "6: rate \"0.7512345678901\" \(sentence)",
    ])
}

@Test func ratesForTheSameTimeAreRefused() throws {
  let table = ExchangeRateTable.parse(
    "fromCurrency,toCurrency,rate,effectiveFrom,effectiveTo\nUSD,EUR,0.9,,2026-02-01\nUSD,EUR,0.8,2026-01-31,\n",
    path: "r.csv")
  let problems = #expect(throws: PriceBookProblems.self) { try ExchangeRates(table.rows) }
  #expect(
    problems?.issues.map(\.description) == [
      "r.csv:3: warning[contradiction]: the rate of USD in EUR stands in r.csv:2 for the same time: end one before the "
        + "other begins"
    ])
}

@Test(arguments: UInt64(1)...20)
func ofManyRatesTheOneOfTheMomentIsFound(seed: UInt64) throws {
  var random = RandomPrices(seed: seed)
  let place = PriceRow.Place(path: "r.csv", line: 2)
  var rows: [ExchangeRate] = []
  for number in Int64(0)...9 where random.number(0...3) > 0 {
    for currency in ["EUR", "CHF"] {
      let from = try day("2026-10-01").advanced(byMilliseconds: number * 86_400_000)
      let to = from.advanced(byMilliseconds: random.number(1...86_400_000))
      rows.append(
        try ExchangeRate(
          from: "USD", to: currency, rate: "0.\(number + 1)", span: DatedSpan(from: from, to: to), source: "",
          place: place))
    }
  }
  let rates = try ExchangeRates(random.shuffle(rows))
  for _ in 0..<200 {
    let moment = try random.moment()
    let found = rates.rate(from: "USD", to: "CHF", at: moment)
    #expect(found == rows.first { $0.toCurrency == "CHF" && $0.span.contains(moment) }, "seed \(seed)")
  }
}

// MARK: Properties

@Test(arguments: UInt64(1)...20)
func costsAreConservedUnderSplittingWithDiscountsAndRates(seed: UInt64) throws {
  var random = RandomPrices(seed: seed)
  let place = PriceRow.Place(path: "d.csv", line: 2)
  let (first, second) = (try random.moment(), try random.moment())
  let all = try Discount(
    percent: "\(random.number(0...99)).0625", span: DatedSpan(from: first), source: "", place: place)
  let some = try Discount(model: "a", percent: "3.3333", span: DatedSpan(to: second), source: "", place: place)
  let early = try ExchangeRate(
    from: "USD", to: "EUR", rate: "0.862157934511", span: DatedSpan(to: second), source: "", place: place)
  let late = try ExchangeRate(
    from: "USD", to: "EUR", rate: "0.\(random.number(1...999_999_999_999))", span: DatedSpan(from: second), source: "",
    place: place)
  let rows = try random.rows()
  let costs = try CostBook(
    list: PriceBook(rows), discounts: Discounts([all, some]), rates: ExchangeRates([early, late]), currency: "EUR")
  let shuffled = try CostBook(
    list: PriceBook(random.shuffle(rows)), discounts: Discounts([some, all]), rates: ExchangeRates([late, early]),
    currency: "EUR")
  let edges = costs.boundaries(in: Instant(milliseconds: .min)..<Instant(milliseconds: .max))
  var single = Money.zero
  var sums: [CostSlice: (quantity: Int64, moment: Instant, inputTokens: Int64)] = [:]
  for _ in 0..<300 {
    let (sku, moment, inputTokens) = (random.sku(), try random.moment(), random.number(0...300))
    let rating = try costs.rate([.input: inputTokens], for: sku, at: moment, inputTokens: inputTokens)
    #expect(rating == (try shuffled.rate([.input: inputTokens], for: sku, at: moment, inputTokens: inputTokens)))
    single += rating.cost ?? .zero
    let slice = CostSlice(
      sku: sku, time: edges.filter { $0 <= moment }.count,
      bound: costs.inputTokenBounds.filter { $0 < inputTokens }.count)
    sums[slice, default: (0, moment, inputTokens)].quantity += inputTokens
  }
  let sliced = try sums.map { slice, sum in
    try costs.rate([.input: sum.quantity], for: slice.sku, at: sum.moment, inputTokens: sum.inputTokens).cost ?? .zero
  }
  #expect(sliced.reduce(.zero, +) == single, "seed \(seed)")
}

private struct CostSlice: Hashable {
  let sku: SKU
  let time: Int
  let bound: Int
}

@Test(arguments: UInt64(1)...20)
func anOldBookGivesTheOldFiguresToTheLastDigit(seed: UInt64) throws {
  // ccusage #1636: the same closed week was priced anew with each new table.
  var random = RandomPrices(seed: seed)
  let old = try random.rows()
  let today = try day("2026-10-12")
  let next = try old.filter { $0.span.isOpen }.map { row in
    try PriceRow(
      model: row.model, modelVersion: row.modelVersion, deploymentType: row.deploymentType, region: row.region,
      serviceTier: row.serviceTier, inputTokensAbove: row.inputTokensAbove, meter: row.meter, unit: row.unit,
      price: row.price + Money(units: 1_000_000), currency: "USD", effectiveFrom: today, source: "", place: row.place)
  }
  let list = try ListImport(old, new: next)
  #expect(list.changes == [], "seed \(seed)")
  let (before, after) = (try CostBook(list: PriceBook(old)), try CostBook(list: PriceBook(list.rows)))
  for _ in 0..<200 {
    let (sku, moment, tokens) = (random.sku(), try random.moment(), random.number(0...300))
    let (then, now) = try (
      before.rate([.input: tokens, .output: 7], for: sku, at: moment, inputTokens: tokens),
      after.rate([.input: tokens, .output: 7], for: sku, at: moment, inputTokens: tokens)
    )
    #expect(then.cost == now.cost && then.unpriced.map(\.meter) == now.unpriced.map(\.meter), "seed \(seed)")
  }
}
