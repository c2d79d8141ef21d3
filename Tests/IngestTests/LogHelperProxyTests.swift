import ChargebackModel
import Testing

@testable import Ingest

@Suite struct LogHelperProxyTests {
  private func event(_ responseHeaders: String, tokens: String = "77", type: String = "Type") -> String {
    #"""
    {"\#(type)":"openai-log-helper-proxy","req_headers":{"api-key":"SECRETKEY1","authorization":"Bearer"},\#
    "resp_headers":{\#(responseHeaders)},"body_content":"CONFIDENTIAL-PROMPT","num_tokens":\#(tokens)}
    """#
  }

  @Test(arguments: ["Type", "type"]) func anAnswerThatWasNotStreamedTellsItsOwnTokens(_ type: String) throws {
    let headers = #""apim-request-id":"a-1","content-type":"application/json""#
    let read = try ReadRecord.one(event(headers, type: type))
    #expect(read.format == "openai-log-helper-proxy")
    #expect(read.fragment?.keys == [CallKey(.apimRequestId, "a-1")])
    #expect(read.fragment?.call.tokens == [nil, 77])
    #expect(read.fragment?.call.profile.gatewayCarriesKey == true)
  }

  @Test(arguments: [#","content-type":"text/event-stream;""#, ""])
  func theEstimateForAStreamIsNoCount(_ contentType: String) throws {
    let call = try ReadRecord.call(event(#""apim-request-id":"a-1"\#(contentType)"#))
    #expect(call.reported == TokenUsage())
  }

  @Test func aRegionCutAtItsFirstSpaceIsNoRegion() throws {
    let call = try ReadRecord.call(event(#""x-ms-region":"East","date":"Fri,","x-ms-deployment-name":"Chat-Prod""#))
    #expect(call.profile[.region] == nil)
    #expect(call.time == nil)
    #expect(call.profile[.deployment] == "chat-prod")
  }

  @Test func ofTheKeyOnlyAFingerprintIsKept() throws {
    let key = try #require(try ReadRecord.call(event("")).profile[.apiKey])
    #expect(key.hasPrefix("key-"))
    #expect(!key.contains("SECRET"))
  }

  @Test func theEventAndTheAccessLogTellOfOneCall() throws {
    let imported = try ImportedSamples(["log-helper-proxy"])
    #expect(imported.summary.newCalls == 6)
    #expect(imported.summary.totals.duplicates == 1)
    #expect(imported.summary.totals.ignored == 1)
    #expect(
      try imported.calls([.deployment, .appId, .statusCode, .stream, .region]) == [
        "1 × assist - - false -",
        "1 × assist 572d2d7e-36bf-4fec-a10f-65e67678cc69 200 true swedencentral",
        "1 × chat-mini - 200 true swedencentral inputTokens 640 cachedInputTokens 0 outputTokens 96 reasoningTokens 0",
        "1 × chat-prod - 429 false swedencentral",
        "1 × chat-prod 572d2d7e-36bf-4fec-a10f-65e67678cc69 200 false swedencentral"
          + " inputTokens 1204 cachedInputTokens 1024 outputTokens 311 reasoningTokens 0",
        "1 × embed - 200 false swedencentral inputTokens 48 outputTokens 0",
      ])
  }
}
