import ChargebackModel
import Testing

@testable import Aggregation

/// What usage has no price, and why.
@Suite struct UnpricedReportTests {
  @Test func eachReasonIsARowAndTheRowsAreAllUnpricedCalls() throws {
    let estate = try Estate()
    estate.prices = ["gpt-4o,input,1M,2.50,,,", "gpt-4o,output,1M,10,,,", "o1,input,1M,15,,,"]
    estate.priceRows = [
      "twin,,,eastus,,,input,1M,1,USD,,,", "twin,,global,,,,input,1M,2,USD,,,", "twin,,,,,,output,1M,2,USD,,,",
    ]
    estate.deployments = [
      DeploymentEntry(
        resource: nil, deployment: "d", model: "twin", modelVersion: nil, deploymentType: .global, units: nil,
        span: DatedSpan())
    ]
    try estate.add("2026-10-01", [.bodyModel: "gpt-4o"], tokens(10, 1))
    try estate.add("2026-10-02", [.bodyModel: "house-llm"], tokens(20, 2), copies: 2)
    try estate.add("2026-10-03", [.bodyModel: "o1", .region: "swedencentral"], tokens(30, 3))
    try estate.add("2026-10-04", [:], tokens(40, 4))
    try estate.add("2026-10-05", [.deployment: "d", .servedModel: "twin", .region: "eastus"], tokens(50, 5))
    try estate.add("2026-10-06", [.bodyModel: "house-llm"])
    let report = try estate.report("unpriced")
    let lines = report.lines(
      "model", "deploymentType", "region", "reason", "calls", "inputTokens", "outputTokens", "totalTokens")
    #expect(
      lines == [
        ["house-llm", "null", "null", "no input, output price; looked up as global", "2", "40", "4", "44"],
        ["o1", "null", "swedencentral", "no output price; looked up as global", "1", "30", "3", "33"],
        [
          "twin", "global", "eastus", "price-rows.csv:2 and price-rows.csv:3 price input alike", "1", "50", "5", "55",
        ],
        ["null", "null", "null", "no record says which model answered", "1", "40", "4", "44"],
      ])
    #expect(report.total("calls") == "5")
    #expect(report.completeness.unpriced == 5)
  }

  @Test func aMissingRateIsAReason() throws {
    let estate = try Estate()
    estate.prices = ["gpt-4o,input,1M,2.50,,,", "gpt-4o,output,1M,10,,,"]
    estate.currency = "EUR"
    try estate.add("2026-10-01", [.bodyModel: "gpt-4o"], tokens(10, 1))
    #expect(
      try estate.report("unpriced").lines("reason") == [
        ["no rate from USD to EUR at the time of the calls; looked up as global"]
      ])
  }
}
