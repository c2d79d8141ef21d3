import ChargebackModel
import Pricing
import Testing

@testable import Aggregation

/// Calls that meet every kind of price. The figures expected below were computed on paper, not by the program.
private func priced() throws -> Estate {
  let estate = try Estate()
  estate.priceRows = [
    "gpt-4o,,global,,default,,input,1M,2.50,USD,2026-01-01,2026-10-10T12:00:00Z,",
    "gpt-4o,,global,,default,,input,1M,2.40,USD,2026-10-10T12:00:00Z,2026-10-20T22:30:00+02:00,",
    "gpt-4o,,global,,default,,input,1K,0.0022,USD,2026-10-20T22:30:00+02:00,,",
    "gpt-4o,,global,,default,,cachedInput,1M,1.25,USD,,,", "gpt-4o,,global,,default,,output,1M,10,USD,,,",
    "gpt-4o,,global,,priority,,input,1M,4.25,USD,,,", "gpt-4o,,global,,priority,,output,1M,17,USD,,,",
    "gpt-4o,,globalBatch,,default,,input,1M,1.25,USD,,,", "gpt-4o,,globalBatch,,default,,output,1M,5,USD,,,",
    "gpt-5.6-sol,,,,,,input,1M,5,USD,,,", "gpt-5.6-sol,,,,,272000,input,1M,10,USD,,,",
    "gpt-5.6-sol,,,,,,cachedInput,1M,0.5,USD,,,", "gpt-5.6-sol,,,,,272000,cachedInput,1M,1,USD,,,",
    "gpt-5.6-sol,,,,,,cacheWrite,1M,6.25,USD,,,", "gpt-5.6-sol,,,,,272000,cacheWrite,1M,12.5,USD,,,",
    "gpt-5.6-sol,,,,,,output,1M,30,USD,,,", "gpt-5.6-sol,,,,,272000,output,1M,45,USD,,,",
  ]
  func add(_ app: String, _ time: String, _ model: String, _ usage: TokenUsage, _ facts: [Fact: String] = [:]) throws {
    try estate.add(time, facts.merging([.appId: app, .bodyModel: model]) { $1 }, usage)
  }
  func written(_ input: Int64, cached: Int64, write: Int64, _ output: Int64) -> TokenUsage {
    var usage = tokens(input, cached: cached, output)
    usage[.cacheWriteTokens] = write
    return usage
  }
  // The last moment of each price and the first of the next.
  for time in ["10 11:59:59.999", "10 12:00", "20 20:29:59.999", "20 20:30"] {
    try add("alpha", "2026-10-\(time)", "gpt-4o", tokens(1000, cached: 400, 100))
  }
  try add("alpha", "2026-10-12", "gpt-4o", tokens(1000, 100), [.serviceTier: "priority"])
  try add("beta", "2026-10-12", "gpt-4o", tokens(20_000, 3000), [.batch: "true"])
  try add("beta", "2026-10-12 23:59:59.999", "gpt-5.6-sol", written(10_000, cached: 6000, write: 3000, 500))
  try add("beta", "2026-10-13", "gpt-5.6-sol", written(300_000, cached: 100_000, write: 50_000, 1000))
  try add("gamma", "2026-10-14", "house-llm-7b", tokens(70, 7))
  return estate
}

private func discounted() throws -> Estate {
  let estate = try priced()
  estate.discounts = [",,,5,,,framework", "gpt-4o,,,10,2026-10-10T12:00:00Z,,amendment"]
  estate.rates = ["USD,EUR,0.8621,2026-10-01,2026-10-13,bank", "USD,EUR,0.8577,2026-10-13,,bank"]
  return estate
}

// alpha gpt-4o:  600 × 2.5 + 400 × 1.25 + 100 × 10 millionths = 0.0015 + 0.0005 + 0.001  = 0.003
//                600 × 2.4, twice:                               0.00144 + 0.0005 + 0.001 = 0.00294, twice
//                600 × 2.2:                                      0.00132 + 0.0005 + 0.001 = 0.00282
//                priority: 1000 × 4.25 + 100 × 17                0.00425 + 0.0017         = 0.00595
//                together                                                                   0.01765
// beta gpt-4o:   batch: 20,000 × 1.25 + 3000 × 5                 0.025 + 0.015            = 0.04
// beta 5.6-sol:  1000 × 5 + 6000 × 0.5 + 3000 × 6.25 + 500 × 30  0.005 + 0.003 + 0.01875 + 0.015 = 0.04175
//                150,000 × 10 + 100,000 × 1 + 50,000 × 12.5 + 1000 × 45   1.5 + 0.1 + 0.625 + 0.045 = 2.27
//                together                                                                   2.31175
@Test func everyKindOfPriceGivesTheFiguresThatWereComputedByHand() throws {
  let report = try priced().report(by: [.appId, .model]) { $0.sort = "appId" }
  #expect(
    report.lines("appId", "model", "calls", "cost", "unpricedCalls") == [
      ["alpha", "gpt-4o", "5", "0.01765", "0"], ["beta", "gpt-4o", "1", "0.04", "0"],
      ["beta", "gpt-5.6-sol", "2", "2.31175", "0"], ["gamma", "house-llm-7b", "1", "null", "1"],
    ])
  #expect(report.total("cost") == "2.3694")
  #expect(!report.completeness.complete)
  #expect(!report.columns.contains { $0.name == "listCost" })
}

// alpha gpt-4o:  0.003 × 0.95 × 0.8621   = 0.002456985
//                0.00294 × 0.9 × 0.8621  = 0.0022811166
//                0.00294 × 0.9 × 0.8577  = 0.0022694742
//                0.00282 × 0.9 × 0.8577  = 0.0021768426
//                0.00595 × 0.9 × 0.8621  = 0.0046165455     together 0.0138009639
// beta gpt-4o:   0.04 × 0.9 × 0.8621     = 0.0310356
// beta 5.6-sol:  0.04175 × 0.95 × 0.8621 = 0.03419304125
//                2.27 × 0.95 × 0.8577    = 1.84963005       together 1.88382309125
// total                                                                1.92865965515
@Test func discountsAndRatesGiveTheFiguresThatWereComputedByHand() throws {
  let estate = try discounted()
  estate.currency = "EUR"
  let report = try estate.report(by: [.appId, .model]) { $0.sort = "appId" }
  #expect(
    report.lines("appId", "model", "cost") == [
      ["alpha", "gpt-4o", "0.0138009639"], ["beta", "gpt-4o", "0.0310356"], ["beta", "gpt-5.6-sol", "1.88382309125"],
      ["gamma", "house-llm-7b", "null"],
    ])
  #expect(report.total("cost") == "1.92865965515")
  #expect(report.currency == "EUR")
  #expect(
    report.notes == [
      "Prices: made by hand.",
      "Cost is effective cost, listCost is list cost. Off the list: 5 % (the discount on everything, at all times; "
        + "discounts.csv:2); 10 % (the discount on gpt-4o, from 2026-10-10T12:00:00Z on; discounts.csv:3).",
      "1 USD is 0.8621 EUR from 2026-10-01 until 2026-10-13 (bank; rates.csv:2).",
      "1 USD is 0.8577 EUR from 2026-10-13 on (bank; rates.csv:3).",
    ])
}

@Test func listCostStandsBesideEffectiveCostOrInItsPlace() throws {
  let estate = try discounted()
  let both = try estate.report(by: [.model])
  #expect(both.total("listCost") == "2.3694")
  // 0.003 × 0.95 + (0.0117 − 0.003 + 0.00595 + 0.04) × 0.9 + 2.31175 × 0.95
  #expect(both.total("cost") == "2.2481975")
  estate.basis = .list
  let list = try estate.report(by: [.model])
  #expect(list.total("cost") == "2.3694")
  #expect(!list.columns.contains { $0.name == "listCost" })
  #expect(list.notes.last?.hasPrefix("Cost is list cost: discounts") == true)
}

@Test func aPriceThatChangesAtAnInstantSplitsTheSameInEveryZone() throws {
  let truth = try discounted().report(by: [.model]).total("cost")
  for zone in ["UTC", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Kiritimati", "America/New_York"] {
    for grouping in [[Dimension.day], [.hour], [.month, .model]] {
      let report = try discounted().report(by: grouping, in: zone)
      #expect(report.total("cost") == truth, "\(zone) by \(grouping)")
    }
  }
}

@Test func withoutARateForSomeCallsTheirCostIsUnknownAndTheReportSaysSo() throws {
  let estate = try discounted()
  estate.currency = "EUR"
  estate.rates.removeFirst()
  let report = try estate.report(by: [.appId])
  #expect(report.total("unpricedCalls") == "6")
  #expect(
    report.issues.first { $0.code == .missingRate }
      == .init(.missingRate, count: 5, "no rate says what USD is in EUR at the time of the calls"))
  #expect(!report.completeness.complete)
}

// MARK: The arithmetic

@Test func theArithmeticAddsUpToEachRowOfTheReport() throws {
  for currency in ["USD", "EUR"] {
    let estate = try discounted()
    estate.currency = currency
    let usage = try estate.report(by: [.appId, .model])
    let explained = try estate.report("explain", by: [.appId, .model])
    var sums: [[String]: (cost: Money, list: Money)] = [:]
    for line in explained.rows {
      func text(_ name: String) -> String { Report.text(line.cells[explained.index(name)]) }
      guard text("price") != "null" else {
        #expect(text("cost") == "null" && text("model") == "house-llm-7b")
        continue
      }
      // By hand: quantity × price ÷ unit × (100 − discountPercent) ÷ 100 × exchangeRate, from the texts alone.
      let quantity = try #require(Int64(text("quantity")))
      let cost = try byHand(quantity, text("price"), text("unit"), off: text("discountPercent"), text("exchangeRate"))
      let list = try byHand(quantity, text("listPrice"), text("listUnit"), off: "0", text("listExchangeRate"))
      #expect([cost.exactText, list.exactText] == [text("cost"), text("listCost")])
      let known = sums[[text("appId"), text("model")]] ?? (.zero, .zero)
      sums[[text("appId"), text("model")]] = (known.cost + cost, known.list + list)
    }
    for line in usage.lines("appId", "model", "cost", "listCost") where line[2] != "null" {
      let sum = sums[[line[0], line[1]]]
      #expect([sum?.cost.exactText, sum?.list.exactText] == [line[2], line[3]], "\(currency): \(line)")
    }
    #expect(sums.count == 3)
    #expect(explained.total("cost") == usage.total("cost"))
    #expect(explained.total("listCost") == usage.total("listCost"))
  }
}

private func byHand(
  _ quantity: Int64, _ price: String, _ unit: String, off percent: String, _ rate: String
) throws -> Money {
  let count = try #require(["1": 1, "1K": 1000, "1M": 1_000_000][unit])
  let one = try #require(Money(price)?.dividedExactly(by: Int64(count)))
  let left = try #require(Factor(withoutPercent: percent))
  let factor = try #require(Factor(rate: rate)).times(left)
  return try #require(factor.flatMap(one.times(quantity).times))
}

@Test func theArithmeticNamesEachPriceRow() throws {
  let report = try discounted().report("explain", by: [.appId])
  let alpha = report.lines(
    "appId", "meter", "conditions", "priceRow", "price", "unit", "discountPercent", "quantity", "cost"
  )
  .filter { $0[0] == "alpha" && $0[1] == "input" }.map { $0.dropFirst(2).joined(separator: " | ") }
  let until = "until 2026-10-20T20:30:00Z"
  #expect(
    alpha == [
      "gpt-4o (global, priority), at all times | price-rows.csv:7 | 4.25 | 1M | 10 | 1000 | 0.003825",
      "gpt-4o (global, default), from 2026-01-01 until 2026-10-10T12:00:00Z | price-rows.csv:2 | 2.5 | 1M | 5 | 600 | "
        + "0.001425",
      "gpt-4o (global, default), from 2026-10-10T12:00:00Z \(until) | price-rows.csv:3 | 2.4 | 1M | 10 | 1200 | 0.002592",
      "gpt-4o (global, default), from 2026-10-20T20:30:00Z on | price-rows.csv:4 | 0.0022 | 1K | 10 | 600 | 0.001188",
    ])
}

// MARK: Properties

@Test(arguments: [UInt64(1), 2, 3])
func effectiveCostsInAnotherCurrencyAreTheTruthHoweverTheyAreGrouped(seed: UInt64) throws {
  var random = RandomEstate(seed: seed)
  let estate = try random.estate()
  estate.discounts = [",,,5.25,,2026-10-20T21:30:00.001Z,", "gpt-4o,,,7.0625,2026-10-12T05:45:00Z,,"]
  estate.rates = ["USD,EUR,0.862157934511,,2026-10-15T10:00:00Z,", "USD,EUR,0.857713,2026-10-15T10:00:00Z,,"]
  estate.currency = "EUR"
  let october = random.calls.filter { moment("2026-10-01") <= $0.time && $0.time < moment("2026-11-01") }
  let truth = RandomEstate.total(october, try estate.costs())
  #expect(truth.cost > .zero)
  for grouping in [
    [Dimension.day], [.team, .model], [.hour], random.shuffle(Dimension.allCases).prefix(2).map(\.self),
  ] {
    let report = try estate.report(by: grouping)
    #expect(report.total == truth, "seed \(seed), by \(grouping)")
    #expect(report.sumOfRows == truth, "seed \(seed), by \(grouping)")
  }
  var sum = RandomEstate.Total()
  for day in 1...31 {
    let date = CivilDate(year: 2026, month: 10, day: day).description
    sum += try estate.report(from: date, through: date).total
  }
  #expect(sum == truth, "seed \(seed)")
  let explained = try estate.report("explain", by: [.team, .day])
  let costs = explained.rows.compactMap { row -> Money? in
    if case .money(let money) = row.cells[explained.index("cost")] { money } else { nil }
  }
  #expect(costs.reduce(.zero, +) == truth.cost, "seed \(seed)")
}

// MARK: Limits

private func hostile(_ models: [String]) throws -> Estate {
  let estate = try Estate()
  estate.rates = ["USD,EUR,1000000,,,"]
  estate.currency = "EUR"
  for model in models {
    estate.priceRows.append("\(model),,,,,,input,1,1000000,USD,,,")
    try estate.add("2026-10-01", [.bodyModel: model], tokens(1_000_000_000_000, 0), copies: 100)
  }
  return estate
}

@Test func aCostThatIsTooLargeToBeExactIsASentenceAndNoTrap() throws {
  // 10^14 tokens at 10^12 euros are 10^26 euros, which still fits; twice that does not.
  #expect(try hostile(["a"]).report().total("cost") == "1" + String(repeating: "0", count: 26))
  #expect {
    try hostile(["a", "b"]).report()
  } throws: {
    "\($0)".hasSuffix("the cost of the calls is too large to be exact; is the unit of a price wrong?")
  }
  let estate = try hostile(["a"])
  try estate.add("2026-10-02", [.bodyModel: "a"], tokens(1_000_000_000_000, 0), copies: 100)
  #expect {
    try estate.report()
  } throws: {
    "\($0)" == "the cost of 200000000000000 on the meter input of a (global) is too large to be exact"
  }
}
