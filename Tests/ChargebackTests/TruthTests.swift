import Foundation
import Testing

/// The reports of the samples against what their README says; that was not computed by the program.
@Suite struct TruthTests {
  private let truth: StatedTruth
  private let counts = ["inputTokens", "cachedInputTokens", "outputTokens"]

  init() throws { truth = try StatedTruth() }

  @Test func theMonthHasAllItsCallsInAnyTimeZone() throws {
    let stated = try truth.numbers(after: "**October 2026, UTC:**")  // calls, metered, unmetered; Berlin's; all
    let inUTC = try Samples.report("--month", "2026-10", "--by", "usageSource")
    let inBerlin = try Samples.report("--month", "2026-10", "--by", "usageSource", "--time-zone", "Europe/Berlin")
    let all = try Samples.report("--since", "2026-09-30", "--until", "2026-11-01", "--by", "month")
    // Calls without counts: some have an estimate, which is shown apart.
    let estimated = try truth.numbers(after: "**Estimates of October:**")  // calls, input, output
    #expect(
      inUTC.sums(of: ["calls"], by: ["usageSource"])
        == ["reported": [stated[1]], "estimated": [estimated[0]], "unknown": [stated[2] - estimated[0]]])
    let tokens = inUTC.sums(of: ["inputTokens", "outputTokens"], by: ["usageSource"])
    #expect(tokens["estimated"] == [estimated[1], estimated[2]])
    #expect(inUTC.totals["calls"] as? Int == stated[0])
    #expect(inBerlin.totals["calls"] as? Int == stated[3])
    #expect(inBerlin.sums(of: ["calls"], by: ["usageSource"])["reported"] == [stated[4]])
    #expect(all.totals["calls"] as? Int == stated[5])
  }

  @Test func eachModelHasItsTokens() throws {
    let stated = try truth.table("model ").mapValues { Array($0[1...]) }  // metered calls, then `counts`
    let report = try Samples.report("--month", "2026-10", "--where", "usageSource=reported", "--by", "model")
    var found = report.sums(of: ["calls"] + counts, by: ["model"])
    // One call's records name nothing but the deployment `reason`, which is in no list: its model was o4-mini, but
    // that nobody can know.
    let nameless = found["unknown"] ?? []
    found["unknown"] = nil
    #expect(nameless == [1, 1592, 0, 6394])
    found["o4-mini"] = found["o4-mini"].map { zip($0, nameless).map(+) }
    found["total"] = (["calls"] + counts).compactMap { report.totals[$0] as? Int }
    // The README's `gpt-4o 2024-08-06` is our `gpt-4o`.
    #expect(
      found == Dictionary(uniqueKeysWithValues: stated.map { (String($0.key.split(separator: " ")[0]), $0.value) }))
  }

  @Test func eachCostCentreHasItsCallsAndTokens() throws {
    let expected = try truth.table("cost centre")  // calls, metered, inputTokens, outputTokens
    let report = try Samples.report("--month", "2026-10", "--by", "costCentre,usageSource")
    #expect(report.sums(of: ["calls"], by: ["costCentre"]) == expected.mapValues { [$0[0]] })
    let figures = ["calls", "inputTokens", "outputTokens"]
    let metered = report.sums(of: figures, by: ["costCentre", "usageSource"]).filter { $0.key.hasSuffix(" reported") }
    #expect(
      metered == Dictionary(uniqueKeysWithValues: expected.map { ("\($0.key) reported", Array($0.value[1...])) }))
  }

  @Test func eachRouteHasItsCalls() throws {
    let expected = try truth.table("route").mapValues { $0[0] }
    let report = try Samples.report("--month", "2026-10", "--by", "origin")
    let found = report.sources
    #expect(found["ai-hub-usage"] == expected["ai-hub-usage"])
    #expect(found["apim-event-hub-terraform"] == expected["apim-event-hub-terraform"])
    let pairs = ["apim-event-hub-v1", "apim-event-hub-v2", "apim-event-hub-three-event"].compactMap { expected[$0] }
    #expect(found["apim-event-hub"] == pairs.reduce(0, +))
    // The README counts the two refused calls of the phantoms as the service's alone; the proxy did tell of them.
    #expect(found["openai-logger"] == expected["openai-logger"].map { $0 + 2 })
    let alone = report.sums(of: ["calls"], by: ["origin"])["service"]
    #expect(alone == expected["service records alone (swc)"].map { [$0 - 2] })
  }

  @Test func serviceRecordsThatNoKeyJoinsAreCountedAndLeftOut() throws {
    let stated = try truth.numbers(after: "**Service records of October**")  // twins, gateway calls, joined, alone, …
    let report = try Samples.report("--month", "2026-10", "--by", "resource,origin")
    #expect(report.completeness["unjoinedServiceRecords"] as? Int == stated[0])
    let shown = try Samples.report("--month", "2026-10", "--by", "resource,origin", "--include-unjoined")
    #expect(shown.sums(of: ["calls"], by: ["resource", "origin"])["harbour-oai-weu service"] == [stated[0]])
    #expect(report.sums(of: ["calls"], by: ["resource", "origin"])["harbour-oai-weu service"] == nil)
    // Not one of them is in excess of the gateway's calls.
    let excess = try Program.run(
      ["report", "--month", "2026-10", "--format", "markdown", "--database", Samples.database])
    #expect(excess.lines.contains { $0.hasPrefix("| of them calls that only the service saw") && $0.hasSuffix(" 0 |") })
  }

  @Test func coverageFindsTheCallsAroundTheGatewayAndNoOthers() throws {
    let stated = try truth.numbers(after: "**Service records of October**")  // twins, gateway calls, joined, alone, …
    let report = try Samples.report("coverage", "--month", "2026-10", "--by", "resource")
    let found = report.sums(of: ["joined", "serviceOnly"], by: ["resource", "method"])
    #expect(found["harbour-oai-weu count"] == [stated[0], 0])
    // Of the two refused calls of the phantoms the proxy did tell.
    #expect(found["harbour-oai-swc key"] == [stated[2] + 2, stated[3] - 2])
  }

  @Test func streamsHaveTheTokensOfTheirTexts() throws {
    let expected = try truth.table("deployment, source")
    let report = try Samples.report("--since", "2026-09-21", "--until", "2026-09-21", "--by", "deployment,usageSource")
    #expect(
      report.sums(of: ["calls", "inputTokens", "outputTokens"], by: ["deployment", "usageSource"]) == expected)
    let estimated = expected.filter { $0.key.hasSuffix(" estimated") }.map(\.value[0])
    #expect(report.completeness["estimated"] as? Int == estimated.reduce(0, +))
  }

  @Test func nothingSecretStandsInAnyOutput() throws {
    let everything = "objectId,appId,apiKey,callerIp,app,operation,deployment,model,resource"
    var texts = try ["table", "csv", "markdown", "json"].map { format in
      try Samples.report(["--all", "--by", everything, "--format", format, "--include-unjoined"], of: Samples.database)
    }
    texts += [Samples.imported.text, Samples.imported.error]
    for secret in ["CONFIDENTIAL-PROMPT", "SECRETKEY", "faff5682776eb9f9a6e10e81d2bf8f1a"] {
      #expect(!texts.contains { $0.contains(secret) }, "\(secret)")
    }
  }
}
