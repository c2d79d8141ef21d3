import ChargebackModel
import Testing

@testable import Aggregation

// Faults of other tools that made a cost wrong, each named after what went wrong there. More of them stand beside the rule
// that they concern, in `UsageReportTests` and in the tests of `Pricing`.

private func estate(_ rows: String...) throws -> Estate {
  let estate = try Estate()
  estate.priceRows = rows
  return estate
}

private func written(_ input: Int64, cached: Int64, write: Int64, _ output: Int64) -> TokenUsage {
  var usage = tokens(input, cached: cached, output)
  usage[.cacheWriteTokens] = write
  return usage
}

private let sol = [
  "gpt-5.6-sol,,,,,,input,1M,5,USD,,,", "gpt-5.6-sol,,,,,,cachedInput,1M,0.5,USD,,,",
  "gpt-5.6-sol,,,,,,output,1M,30,USD,,,",
]

// LiteLLM #37631: cache writes cost nothing, and the invoice was 85 times the gateway's total.
@Test func aWriteToTheCacheIsNotFree() throws {
  let estate = try estate(sol[0], sol[1], sol[2])
  try estate.add("2026-10-01", [.bodyModel: "gpt-5.6-sol"], written(1_000_000, cached: 0, write: 1_000_000, 0))
  let report = try estate.report()
  #expect([report.total("cost"), report.total("unpricedCalls")] == ["null", "1"])
  #expect(report.issues.contains { $0.message.hasPrefix("no cacheWrite price for gpt-5.6-sol (global)") })
  estate.priceRows.append("gpt-5.6-sol,,,,,,cacheWrite,1M,6.25,USD,,,")
  #expect(try estate.report().total("cost") == "6.25")
}

// Azure, azure-rest-api-specs #45178: cached and written tokens were rated again on the full-price meter.
@Test func cachedAndWrittenTokensAreNotRatedAgainAtTheFullPrice() throws {
  let estate = try estate(sol[0], sol[1], sol[2], "gpt-5.6-sol,,,,,,cacheWrite,1M,6.25,USD,,,")
  try estate.add("2026-10-01", [.bodyModel: "gpt-5.6-sol"], written(10_000_000, cached: 6_000_000, write: 3_000_000, 0))
  // 1 × 5 + 6 × 0.5 + 3 × 6.25
  #expect(try estate.report().total("cost") == "26.75")
}

// LiteLLM #36094 and #37823: another offer's price stood in where the data zone had none.
@Test func aDataZoneIsNotPricedAsGlobalWhereItHasNoPrice() throws {
  let estate = try estate(
    "gpt-4o,,global,,,,input,1M,2.5,USD,,,", "gpt-4o,,global,,,,cachedInput,1M,1.25,USD,,,",
    "gpt-4o,,dataZone,,,,input,1M,2.75,USD,,,")
  estate.deployments = [DeploymentEntry(deployment: "chat", model: "gpt-4o", deploymentType: .dataZone)]
  try estate.add("2026-10-01", [.deployment: "chat"], tokens(2_000_000, cached: 1_000_000, 0))
  let report = try estate.report()
  #expect([report.total("cost"), report.total("unpricedCalls")] == ["2.75", "1"])
}

// LiteLLM #7004 and #5540: Global Standard was not recognised, and regional was priced as global.
@Test(arguments: [("GlobalStandard", "2.5"), ("Standard", "null"), ("DataZoneStandard", "null")])
func eachOfferHasItsOwnPrice(_ sku: String, _ cost: String) throws {
  let estate = try estate("gpt-4o,,global,,,,input,1M,2.5,USD,,,")
  let type = try #require(DeploymentType(sku))
  estate.deployments = [DeploymentEntry(deployment: "chat", model: "gpt-4o", deploymentType: type)]
  try estate.add("2026-10-01", [.deployment: "chat"], tokens(1_000_000, 0))
  #expect(try estate.report().total("cost") == cost)
}

// LiteLLM #9077: batch was taken as half the price.
@Test func batchIsHalfThePriceOnlyWhereAListSaysSo() throws {
  let estate = try estate("gpt-4o,,global,,,,input,1M,2.5,USD,,,")
  try estate.add("2026-10-01", [.bodyModel: "gpt-4o", .batch: "true"], tokens(1_000_000, 0))
  #expect(try estate.report().total("cost") == "null")
  estate.priceRows.append("gpt-4o,,globalBatch,,,,input,1M,1.3,USD,,,")
  #expect(try estate.report().total("cost") == "1.3")
}

// LiteLLM #21902: tokens of images and of text were mixed.
@Test func tokensOfImagesAreNotTokensOfText() throws {
  let estate = try estate(
    "gpt-image-1,,,,,,input,1M,5,USD,,,", "gpt-image-1,,,,,,imageInput,1M,10,USD,,,",
    "gpt-image-1,,,,,,imageOutput,1M,40,USD,,,")
  var usage = tokens(3_000_000, 2_000_000)
  usage[.imageInputTokens] = 1_000_000
  usage[.imageOutputTokens] = 2_000_000
  try estate.add("2026-10-01", [.bodyModel: "gpt-image-1"], usage)
  #expect(try estate.report().total("cost") == "100")
}

// LangChain #14912, AutoGen #1270: Azure's answer names no version, and a price of some version was taken.
@Test func aVersionThatNobodyTellsIsNotTakenForAnother() throws {
  let estate = try estate("gpt-4,0613,,,,,input,1M,30,USD,,,", "gpt-4,turbo-2024-04-09,,,,,input,1M,10,USD,,,")
  try estate.add("2026-10-01", [.bodyModel: "gpt-4"], tokens(1_000_000, 0))
  #expect(try estate.report().total("cost") == "null")
  try estate.add("2026-10-01", [.bodyModel: "gpt-4-0613"], tokens(1_000_000, 0))
  #expect(try estate.report().total("cost") == "30")
}

// Langfuse #12184: a price with a date in the past did not reach the calls since that date.
@Test func aPriceReachesBackToItsDateAndNoFurther() throws {
  let estate = try estate("o3,,,,,,input,1M,2,USD,2026-10-10,,")
  for day in ["09 23:59:59.999", "10 00:00", "31"] {
    try estate.add("2026-10-\(day)", [.bodyModel: "o3"], tokens(1_000_000, 0))
  }
  let report = try estate.report()
  #expect([report.total("cost"), report.total("unpricedCalls")] == ["4", "1"])
}

// ccusage #1348: a stored cost of 0 was believed over the tokens. A price of 0 is a price; no price is none.
@Test func aPriceOfZeroIsKnownAndNoPriceIsNot() throws {
  let estate = try estate("free,,,,,,input,1M,0,USD,,,")
  try estate.add("2026-10-01", [.bodyModel: "free"], tokens(1_000_000, 0))
  #expect(try estate.report().total("cost") == "0")
  #expect(try estate.report().completeness.complete)
  try estate.add("2026-10-01", [.bodyModel: "other"], tokens(1_000_000, 0))
  #expect(try estate.report().total("unpricedCalls") == "1")
  #expect(try !estate.report().completeness.complete)
}

// Infracost #1725 asks for the flat discount of an enterprise agreement.
@Test func aFlatDiscountIsOneRow() throws {
  let estate = try estate("a,,,,,,input,1M,2,USD,,,", "b,,dataZone,,,,input,1M,4,USD,,,")
  estate.discounts = [",,,12.5,,,EA"]
  estate.deployments = [DeploymentEntry(deployment: "b", model: "b", deploymentType: .dataZone)]
  try estate.add("2026-10-01", [.bodyModel: "a"], tokens(1_000_000, 0))
  try estate.add("2026-10-01", [.deployment: "b"], tokens(1_000_000, 0))
  let report = try estate.report()
  #expect([report.total("cost"), report.total("listCost")] == ["5.25", "6"])
}

// OpenChargeback keeps money as REAL, apim-chargeback rounds each request to four decimals.
@Test func aMillionTinyCallsCostWhatTheirSumCosts() throws {
  let estate = try estate("gpt-5-nano,,,,,,cachedInput,1M,0.005,USD,,,", "gpt-5-nano,,,,,,input,1M,0.05,USD,,,")
  estate.discounts = [",,,7.0625,,,"]
  estate.rates = ["USD,EUR,0.862157934511,,,"]
  estate.currency = "EUR"
  try estate.add("2026-10-01", [.bodyModel: "gpt-5-nano"], tokens(3, cached: 1, 0), copies: 7)
  // 7 × (0.0000001 + 0.000000005) × 0.929375 × 0.862157934511
  #expect(try estate.report().total("cost") == "0.000000588932002333828059375")
}
