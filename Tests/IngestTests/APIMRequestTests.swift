import ChargebackModel
import Testing

@testable import Ingest

@Suite struct APIMRequestTests {
  private func row(_ members: String, dimensions: String = #""API Name":"openai""#) -> String {
    #"{"timestamp":"2026-09-20T08:00:00Z","url":"https://g.example/openai/deployments/Chat/chat/completions?api-key=K","#
      + #""resultCode":"200","duration":10,\#(members)"customDimensions":{\#(dimensions)}}"#
  }

  @Test func readsTheTableAndItsOtherSpelling() throws {
    let imported = try ImportedSamples(["apim-requests"])
    #expect(
      try imported.calls([.subscriptionId, .deployment, .statusCode, .bodyModel, .stream]) == [
        "1 × Catch search embed 200 text-embedding-3-small - inputTokens 64 outputTokens 0",
        "1 × Returns desk chat-frc 200 gpt-4o-2024-08-06 - inputTokens 512 cachedInputTokens 256 outputTokens 18",
        "1 × Returns desk chat-frc 429 - -", "1 × Route planner chat-frc 200 gpt-4o-2024-08-06 true",
      ])
    // The same call stands in both tables; a listing of models and another application's page are no calls.
    let totals = imported.summary.totals
    #expect([totals.merged, totals.duplicates, totals.ignored, totals.rejected] == [4, 1, 2, 0])
    #expect(
      imported.summary.issues.map(\.message) == [
        "the row stands for 3 requests, and the others were sampled away: have the gateway log all of them"
      ])
  }

  @Test func theGatewaysIdJoinsItsOtherLogs() throws {
    let fragment = try #require(
      try ReadRecord.one(row("", dimensions: #""API Name":"a","Request Id":"r1","Response-apim-request-id":"s1""#))
        .fragment)
    #expect(fragment.keys == [CallKey(.messageId, "r1"), CallKey(.apimRequestId, "s1")])
    #expect(fragment.call.profile.gatewayCarriesKey)
  }

  @Test func theSubscriptionsNameGivesWayToItsId() throws {
    let call = try ReadRecord.call(row("", dimensions: #""API Name":"a","Subscription Name":"Care""#))
    #expect(call.profile.facts[.subscriptionId] == Ranked("Care", .hint))
    #expect(call.profile[.deployment] == "chat")
  }

  @Test func theDimensionsMayBeTextAndTheAddressMasked() throws {
    let text = #"{\"Service Type\":\"API Management\",\"Request-api-key\":\"SECRETKEY\"}"#
    let call = try ReadRecord.call(
      #"{"TimeGenerated":"2026-09-20T08:00:00Z","Url":"https://a.openai.azure.com/openai/v1/responses","ResultCode":400,"#
        + #""DurationMs":5.5,"ClientIP":"0.0.0.0","Properties":"\#(text)"}"#)
    #expect(call.profile[.callerIp] == nil)
    #expect(call.profile[.resource] == "a")
    #expect(call.profile[.statusCode] == "400")
    #expect(call.profile[.apiKey]?.hasPrefix("key-") == true)
    #expect(call.gatewayDurationMs?.value == 6)
  }

  @Test(arguments: [#""API Name":"a","HTTP Method":"GET""#, #""AspNetCoreEnvironment":"x""#, ""])
  func otherRequestsAreNoCalls(_ dimensions: String) throws {
    #expect(try ReadRecord.one(row("", dimensions: dimensions)).isNoCall)
  }
}
