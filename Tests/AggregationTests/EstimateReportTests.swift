import ChargebackModel
import Testing

@testable import Aggregation

/// What a report says of calls whose tokens are counted from their texts.
struct EstimateReportTests {
  private let estate: Estate

  init() throws {
    estate = try Estate()
    estate.prices = [
      "gpt-4o,input,1M,2.50,,,", "gpt-4o,output,1M,10,,,", "gpt-4,input,1M,30,,,", "gpt-4,output,1M,60,,,",
      "o4-mini,input,1M,1,,,", "o4-mini,output,1M,4,,,", "text-embedding-3-small,input,1M,1,,,",
      "gpt-4.1-mini,input,1M,1,,,", "gpt-4.1-mini,output,1M,1,,,", "gpt-4.1-mini,input,1M,2,,,1000",
      "gpt-4.1-mini,output,1M,2,,,1000",
    ]
  }

  private func text(_ tokens: Int64, older: Int64? = nil, _ limits: TextEstimate.Limits = []) -> TextEstimate {
    var text = TextEstimate()
    text.o200kTokens = tokens
    text.cl100kTokens = older ?? tokens
    text.limits = limits
    return text
  }

  private func add(
    _ id: String, _ facts: [Fact: String], _ estimate: CallEstimate, _ usage: TokenUsage = TokenUsage()
  ) throws {
    var call = Call()
    call.profile.sides = .gateway
    for (fact, value) in facts { call.profile.state(fact, value, .gatewayResponse) }
    call.state(time: moment("2026-10-02"), .gatewayRequest)
    call.state(estimate: estimate)
    call.state(reported: usage)
    try estate.add([CallFragment(keys: [CallKey(.messageId, id)], call: call)])
  }

  private func issues(_ code: IssueCode) throws -> [String] {
    try estate.report().issues.filter { $0.code == code }.map(\.message)
  }

  @Test func theModelDecidesWhichVocabularyCounts() throws {
    let estimate = CallEstimate(prompt: text(100, older: 110), answer: text(10, older: 11))
    try add("a", [.bodyModel: "gpt-4o"], estimate)
    try add("b", [.bodyModel: "gpt-4"], estimate)
    try add("c", [.bodyModel: "claude-sonnet-4-5"], estimate)
    let report = try estate.report(by: [.model, .usageSource])
    #expect(
      report.lines("model", "usageSource", "inputTokens", "outputTokens", "cost") == [
        ["gpt-4", "estimated", "110", "11", "0.00396"], ["gpt-4o", "estimated", "100", "10", "0.00035"],
        ["claude-sonnet-4-5", "unknown", "0", "0", "null"],
      ])
    #expect(try estate.report().completeness.estimated == 2)
    #expect(
      try issues(.unmetered) == [
        "no record tells the tokens of 1 call; the prompt of 1 of them comes to about 100 tokens"
      ])
    #expect(
      try estate.report().notes.last
        == "Estimates: the tokens of 2 calls are counted from their texts, by OpenAI's published rules; 0.00431 USD of the "
        + "cost rests on them.")
  }

  @Test func theListOfDeploymentsMayNameTheModelAfterwards() throws {
    try add("a", [.deployment: "chat"], CallEstimate(prompt: text(100), answer: text(10)))
    #expect(try estate.report(by: [.usageSource]).lines("usageSource") == [["unknown"]])
    estate.deployments = [DeploymentEntry(deployment: "chat", model: "gpt-4o")]
    #expect(try estate.report(by: [.usageSource]).lines("usageSource") == [["estimated"]])
  }

  @Test func aReportedCountWinsWheneverItArrives() throws {
    try add("a", [.bodyModel: "gpt-4o"], CallEstimate(prompt: text(100), answer: text(10)))
    try add("a", [.bodyModel: "gpt-4o"], CallEstimate(), tokens(120, 12))
    let report = try estate.report(by: [.usageSource])
    #expect(report.lines("usageSource", "inputTokens", "outputTokens") == [["reported", "120", "12"]])
    #expect(report.completeness.estimated == 0)
    #expect(report.notes == ["Prices: made by hand."])
  }

  @Test func oneSideMayBeReportedAndTheOtherEstimated() throws {
    try add("a", [.bodyModel: "gpt-4o"], CallEstimate(prompt: text(100), answer: text(10)), tokens(nil, 12))
    let report = try estate.report(by: [.usageSource])
    #expect(report.lines("usageSource", "inputTokens", "outputTokens") == [["estimated", "100", "12"]])
  }

  @Test func halfACallIsNoCall() throws {
    try add("a", [.bodyModel: "gpt-4o"], CallEstimate(prompt: text(100)))
    try add("b", [.bodyModel: "gpt-4o"], CallEstimate(answer: text(10)))
    try add("c", [:], CallEstimate(prompt: text(7)))
    #expect(try estate.report(by: [.usageSource]).lines("usageSource", "calls") == [["unknown", "3"]])
    #expect(
      try issues(.unmetered) == [
        "no record tells the tokens of 3 calls; the prompts of 2 of them come to about 107 tokens"
      ])
  }

  @Test func aStoppedCallMayBeBilledForItsPromptAndARefusedOneIsNot() throws {
    let prompt = CallEstimate(prompt: text(100))
    try add("a", [.bodyModel: "gpt-4o", .statusCode: "400", .contentFilter: "prompt"], prompt)
    try add("b", [.bodyModel: "gpt-4o", .statusCode: "408"], prompt)
    try add("c", [.bodyModel: "gpt-4o", .statusCode: "400"], prompt)
    try add("d", [.bodyModel: "gpt-4o", .statusCode: "429"], prompt)
    try add("e", [.bodyModel: "gpt-4o", .statusCode: "401"], prompt)
    let report = try estate.report(by: [.statusCode, .usageSource])
    #expect(
      report.lines("statusCode", "usageSource", "inputTokens", "unmeteredCalls") == [
        ["400", "estimated", "100", "0"], ["408", "estimated", "100", "0"], ["401", "unknown", "0", "0"],
        ["429", "unknown", "0", "0"], ["400", "unknown", "0", "1"],
      ])
    #expect(try issues(.estimated).contains { $0.hasPrefix("2 calls: stopped by the content filter") })
  }

  @Test func anEmbeddingHasNoAnswerToCount() throws {
    let prompt = CallEstimate(prompt: text(100, older: 90))
    try add("a", [.bodyModel: "text-embedding-3-small"], prompt)
    try add("b", [.serviceModel: "text-embedding-3-small", .statusCode: "200"], prompt)
    try add("c", [.serviceModel: "text-embedding-3-small"], prompt)
    #expect(
      try estate.report(by: [.usageSource]).lines("usageSource", "calls", "inputTokens", "outputTokens") == [
        ["estimated", "2", "180", "0"], ["unknown", "1", "0", "0"],
      ])
  }

  @Test func lowerBoundsAreSaid() throws {
    try add("a", [.bodyModel: "gpt-4o"], CallEstimate(prompt: text(100, .unseen), answer: text(10, .cut)))
    try add("b", [.bodyModel: "o4-mini"], CallEstimate(prompt: text(100), answer: text(10)))
    let messages = try issues(.estimated)
    #expect(messages.contains { $0.hasPrefix("1 call: a lower bound, for the log holds only a part") })
    #expect(messages.contains { $0.hasPrefix("1 call: a lower bound, for the request used more") })
    #expect(messages.contains { $0.hasPrefix("1 call: a lower bound, for the model's reasoning") })
  }

  @Test func longContextPricesApplyToEstimatesAndPicturesCountTowardsThem() throws {
    var picture = text(900)
    picture.images = 1
    picture.patches = 100
    try add("a", [.bodyModel: "gpt-4.1-mini"], CallEstimate(prompt: text(1000), answer: text(0)))
    try add("b", [.bodyModel: "gpt-4.1-mini"], CallEstimate(prompt: text(1001), answer: text(0)))
    try add("c", [.bodyModel: "gpt-4.1-mini"], CallEstimate(prompt: picture, answer: text(0)))
    let report = try estate.report(by: [.model])
    #expect(report.total("inputTokens") == "\(1000 + 1001 + 900 + 162)")
    #expect(report.total("cost") == "0.005126")
  }

  @Test func theErrorIsMeasuredWhereBothAreKnown() throws {
    try add("a", [.bodyModel: "gpt-4o"], CallEstimate(prompt: text(100), answer: text(10)))
    try add("b", [.bodyModel: "gpt-4o"], CallEstimate(prompt: text(90), answer: text(12)), tokens(100, 10))
    try add("c", [.bodyModel: "gpt-4"], CallEstimate(prompt: text(9, older: 330)), tokens(300, 10))
    try add("d", [.bodyModel: "gpt-4o"], CallEstimate(prompt: text(1, .cut)), tokens(300, 10))
    try add("e", [.bodyModel: "o4-mini"], CallEstimate(answer: text(5)), tokens(300, 500))
    #expect(
      try estate.report().notes.dropFirst(2) == [
        "Error of estimates, input: 420 for 400 reported tokens (+5.00 %), 10.00 % a call on average, measured on 2 calls.",
        "Error of estimates, output: 12 for 10 reported tokens (+20.00 %), 20.00 % a call on average, measured on 1 call.",
        "Error of estimates, output of reasoning models: 5 for 500 reported tokens (-99.00 %), 99.00 % a call on average, "
          + "measured on 1 call.",
      ])
    let filtered = try estate.report { $0.filters = [Filter(.model, "gpt-4o"), Filter(.usageSource, "estimated")] }
    #expect(filtered.notes.contains { $0.hasPrefix("Error of estimates, input: 90 for 100 ") })
    #expect(filtered.total("calls") == "1")
  }
}
