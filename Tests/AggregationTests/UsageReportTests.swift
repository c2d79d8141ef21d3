import ChargebackModel
import Testing

@testable import Aggregation

private func estate(_ prices: [String] = []) throws -> Estate {
  let estate = try Estate()
  estate.prices = prices
  return estate
}

// MARK: Faults of other tools

@Test func cachedTokensAreNotAlsoChargedInFull() throws {
  let estate = try estate(["gpt-4o,input,1M,2.50,,,", "gpt-4o,cachedInput,1M,1.25,,,", "gpt-4o,output,1M,10,,,"])
  try estate.add("2026-10-01", [.bodyModel: "gpt-4o"], tokens(1_000_000, cached: 1_000_000, 0))
  #expect(try estate.report().total("cost") == "1.25")
}

@Test func cachedTokensWithoutAPriceAreUnpricedAndNotChargedInFull() throws {
  let estate = try estate(["gpt-4o,input,1M,2.50,,,", "gpt-4o,output,1M,10,,,"])
  try estate.add("2026-10-01", [.bodyModel: "gpt-4o"], tokens(3_000_000, cached: 1_000_000, 0))
  let report = try estate.report()
  #expect([report.total("cost"), report.total("unpricedCalls")] == ["5", "1"])
  #expect(!report.completeness.complete)
}

@Test func reasoningTokensAreChargedOnceAsOutput() throws {
  let estate = try estate(["o4-mini,input,1M,1,,,", "o4-mini,output,1M,4,,,"])
  try estate.add("2026-10-01", [.bodyModel: "o4-mini"], tokens(0, 1_000_000, reasoning: 900_000))
  #expect(try estate.report().total("cost") == "4")
}

@Test func millionsOfTokensAtAPricePerMillionAreNotAThousandTimesDearer() throws {
  let estate = try estate(["gpt-4.1-mini,input,1M,0.40,,,", "gpt-4.1-mini,output,1M,1.60,,,"])
  try estate.add("2026-10-01", [.bodyModel: "gpt-4.1-mini"], tokens(1_000_000, 0))
  #expect(try estate.report().total("cost") == "0.4")
}

@Test func aLaterPriceDoesNotChangeAClosedMonth() throws {
  let estate = try estate(["gpt-4o,input,1M,2.50,,2026-11-01,", "gpt-4o,output,1M,10,,,"])
  try estate.add("2026-10-31 23:59:59.999", [.bodyModel: "gpt-4o"], tokens(1_000_000, 0))
  let before = try estate.report().json
  estate.prices.append("gpt-4o,input,1M,9,2026-11-01,,")
  #expect(try estate.report().json == before)
}

@Test func anUnknownModelStaysInTheRowsAndInTheTotal() throws {
  let estate = try estate(["gpt-4o,input,1M,2.50,,,", "gpt-4o,output,1M,10,,,"])
  try estate.add("2026-10-01", [.bodyModel: "house-llm"], tokens(100, 10))
  let report = try estate.report(by: [.model])
  let lines = report.lines("model", "calls", "totalTokens", "cost", "unpricedCalls")
  #expect(lines == [["house-llm", "1", "110", "null", "1"]])
  #expect(report.total("totalTokens") == "110")
  #expect(report.total("cost") == "null")
  #expect(report.issues.map(\.message).contains("no input, output price for house-llm (global): 1 call, 110 tokens"))
}

@Test func callsOfACentsFractionAreNotDropped() throws {
  let estate = try estate(["gpt-4o,input,1M,2.50,,,", "gpt-4o,output,1M,10,,,"])
  try estate.add("2026-10-01", [.bodyModel: "gpt-4o"], tokens(1, 0), copies: 3)
  #expect(try estate.report().total("cost") == "0.0000075")
}

@Test func aDayInAnotherZoneIsNotWidened() throws {
  // LiteLLM showed $8.78 for $0.99: the range was widened to whole UTC days and never narrowed again.
  let estate = try estate()
  for hour in ["2026-10-14 21:59:59.999", "2026-10-14 22:00", "2026-10-15 21:59:59.999", "2026-10-15 22:00"] {
    try estate.add(hour, [:], tokens(1, 1))
  }
  let report = try estate.report(by: [.day], from: "2026-10-15", through: "2026-10-15", in: "Europe/Berlin")
  #expect(report.lines("day", "calls") == [["2026-10-15", "2"]])
}

@Test func hostileCountsDoNotBreakTheReport() throws {
  let estate = try estate(["gpt-4o,input,1M,2.50,,,", "gpt-4o,output,1M,10,,,"])
  try estate.add("2026-10-01", [.bodyModel: "gpt-4o"], tokens(.max, .max), copies: 3)
  try estate.add("2026-10-01", [.bodyModel: "gpt-4o"], tokens(1_000_000, 0))
  let report = try estate.report()
  #expect([report.total("cost"), report.total("unmeteredCalls")] == ["2.5", "3"])
}

// MARK: Refused and unmetered calls

@Test(arguments: [
  ("401", "0", "0"), ("429", "0", "0"), ("400", "null", "1"), ("408", "null", "1"), ("500", "null", "1"),
])
func onlyRefusedCallsAreFree(status: String, cost: String, unmetered: String) throws {
  let estate = try estate()
  try estate.add("2026-10-01", [.bodyModel: "gpt-4o", .statusCode: status])
  let report = try estate.report(by: [.statusCode])
  #expect(report.lines("statusCode", "calls", "cost", "unmeteredCalls") == [[status, "1", cost, unmetered]])
  #expect(report.completeness.complete == (unmetered == "0"))
}

@Test func aRefusedCallWithTokensIsCharged() throws {
  // Two records of one call disagree; what was used is not given away.
  let estate = try estate(["gpt-4o,input,1M,2.50,,,", "gpt-4o,output,1M,10,,,"])
  try estate.add("2026-10-01", [.bodyModel: "gpt-4o", .statusCode: "429"], tokens(1_000_000, 0))
  #expect(try estate.report().total("cost") == "2.5")
}

@Test func aPartlyPricedRowIsALowerBound() throws {
  let estate = try estate(["gpt-4o,input,1M,2.50,,,"])
  try estate.add("2026-10-01", [.bodyModel: "gpt-4o"], tokens(1_000_000, 7))
  let report = try estate.report(by: [.model])
  #expect(report.lines("cost", "unpricedCalls") == [["2.5", "1"]])
  #expect(report.completeness.priced == 0)
}

@Test func aCallThatDoesNotUseAMeterNeedsNoPriceForIt() throws {
  let estate = try estate(["text-embedding-3-small,input,1M,0.02,,,"])
  try estate.add("2026-10-01", [.bodyModel: "text-embedding-3-small"], tokens(1_000_000, 0))
  let report = try estate.report()
  #expect([report.total("cost"), report.total("unpricedCalls")] == ["0.02", "0"])
}

@Test func aPeriodWithoutCallsCostsNothingAndIsComplete() throws {
  let report = try estate().report()
  #expect(report.rows.isEmpty)
  #expect([report.total("calls"), report.total("cost")] == ["0", "0"])
  #expect(report.completeness.complete)
}

@Test func aContractsTypeIsAssumedOnlyWhereNoListSaysIt() throws {
  let estate = try estate()
  estate.deployments = [DeploymentEntry(deployment: "chat", model: "gpt-4o", deploymentType: .dataZone)]
  try estate.add("2026-10-01", [.deployment: "chat"], tokens(1, 1))
  try estate.add("2026-10-01", [.deployment: "other", .bodyModel: "gpt-4.1", .resource: "weu"], tokens(1, 1))
  let report = try estate.report(by: [.deploymentType])
  #expect(Set(report.lines("deploymentType", "calls")) == [["dataZone", "1"], ["null", "1"]])
  #expect(report.completeness.assumedDeploymentType == 1)
  #expect(
    report.issues.contains { $0.message == "no list says how weu/other, gpt-4.1 is deployed: priced as global" })
}

// MARK: Order, top and filters

private func threeApps() throws -> Estate {
  let estate = try estate(["gpt-4o,input,1M,1,,,", "gpt-4o,output,1M,1,,,"])
  for (app, input) in [("a", 10), ("B", 30), ("c", 20)] {
    try estate.add("2026-10-01", [.appId: app, .bodyModel: "gpt-4o"], tokens(Int64(input), 0))
  }
  try estate.add("2026-10-02", [.appId: "d", .bodyModel: "house"], tokens(40, 0))
  try estate.add("2026-10-02", [.bodyModel: "gpt-4o"], tokens(5, 0), copies: 2)
  return estate
}

@Test(arguments: [
  (nil, ["B", "c", "a", "null", "d"]), ("cost", ["B", "c", "a", "null", "d"]),
  ("inputTokens", ["d", "B", "c", "a", "null"]), ("calls", ["null", "B", "a", "c", "d"]),
  ("appId", ["B", "a", "c", "d", "null"]),
])
func rowsAreSortedByAColumn(column: String?, apps: [String]) throws {
  let report = try threeApps().report(by: [.appId]) { $0.sort = column }
  #expect(report.lines("appId").map { $0[0] } == apps)
}

@Test func daysComeInTheirOrder() throws {
  #expect(try threeApps().report(by: [.day]).lines("day") == [["2026-10-01"], ["2026-10-02"]])
}

@Test(arguments: [1, 2, 4, 5, 6])
func topShowsSoManyRowsAndKeepsTheTotal(top: Int) throws {
  let (all, cut) = (try threeApps().report(by: [.appId]), try threeApps().report(by: [.appId]) { $0.top = top })
  #expect(cut.totals == all.totals)
  #expect(cut.rows.count == min(top + 1, 5))
  let calls = cut.lines("calls").compactMap { Int($0[0]) }.reduce(0, +)
  #expect(String(calls) == all.total("calls"))
  if top < 5 { #expect(cut.lines("appId").last == ["(\(5 - top) others)"]) }
}

@Test(arguments: [
  ([Filter(.appId, "a")], "1"), ([Filter(.appId, "unknown")], "2"), ([Filter(.appId, "A")], "0"),
  ([Filter(.model, "gpt-4o"), Filter(.day, "2026-10-02")], "2"),
  ([Filter(.model, "gpt-4o"), Filter(.appId, "d")], "0"),
  ([Filter(.day, "2026-10-02")], "3"), ([Filter(.month, "2026-10")], "6"),
  ([Filter(.hour, "2026-10-01T00:00Z")], "3"), ([Filter(.usageSource, "reported")], "6"),
  ([Filter(.usageSource, "unknown")], "0"), ([Filter(.origin, "gateway")], "6"),
])
func filtersChooseCalls(filters: [Filter], calls: String) throws {
  let report = try threeApps().report { $0.filters = filters }
  #expect(report.total("calls") == calls)
  #expect(report.filters == filters.map(\.description))
}
