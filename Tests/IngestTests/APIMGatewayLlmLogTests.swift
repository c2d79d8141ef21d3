import ChargebackModel
import Testing

@testable import Ingest

@Suite struct APIMGatewayLlmLogTests {
  @Test(arguments: ["event-hub.jsonl", "azure-diagnostics.az.json"])
  func readsEveryFormOfTheSample(_ file: String) throws {
    let imported = try ImportedSamples(["apim-llm-logs/\(file)"])
    #expect(
      try imported.calls([.deployment, .bodyModel]) == [
        "1 × chat-frc -",
        "1 × chat-frc gpt-4o inputTokens 655 cachedInputTokens 0 outputTokens 402 reasoningTokens 0",
        "1 × claude-frc claude-sonnet-4-5 inputTokens 48880 cachedInputTokens 48854 outputTokens 310",
        "1 × embed text-embedding-3-small inputTokens 240 outputTokens 0",
        "1 × reason-frc o4-mini inputTokens 812 cachedInputTokens 0 outputTokens 1900 reasoningTokens 1600",
        "2 × chat-frc gpt-4o inputTokens 10420 cachedInputTokens 9216 outputTokens 2310 reasoningTokens 0",
      ])
    #expect(imported.summary.issues == [])
  }

  @Test func theTableOfItsOwnLacksCachedTokens() throws {
    let imported = try ImportedSamples(["apim-llm-logs/table.portal.csv"])
    #expect(
      try imported.calls([.deployment, .bodyModel]) == [
        "1 × chat-frc -",
        "1 × chat-frc gpt-4o inputTokens 655 outputTokens 402",
        "1 × claude-frc claude-sonnet-4-5 inputTokens 26 outputTokens 310",
        "1 × embed text-embedding-3-small inputTokens 240 outputTokens 0",
        "1 × reason-frc o4-mini inputTokens 812 outputTokens 1900",
        "2 × chat-frc gpt-4o inputTokens 10420 outputTokens 2310",
      ])
  }

  @Test func gatewayLogsGiveTheCallerAndLlmLogsTheCounts() throws {
    let both = ["apim-gateway-logs/event-hub.json", "apim-llm-logs/event-hub.jsonl"]
    let imported = try ImportedSamples(both)
    // Seven of the gateway's and three that only the other log holds: four of its calls are the gateway's.
    #expect(imported.summary.newCalls == 10)
    let calls = try imported.calls([.subscriptionId, .bodyModel, .statusCode])
    #expect(calls.contains { $0.hasPrefix("1 × route-planner gpt-4o-2024-08-06 200 inputTokens 655") })
    #expect(!calls.contains { $0.contains("contradiction") })
    #expect(try ImportedSamples(both.reversed()).content() == imported.content())
  }

  @Test func rowsOfOneCallAreNeverAdded() throws {
    let rows = """
      {"category":"GatewayLlmLogs","time":"2026-09-08T07:00:00Z","properties":{"correlationId":"c1","requestId":"chatcmpl-1",\
      "modelName":"gpt-4o","sequenceNumber":0,"promptTokens":700,"completionTokens":40}}
      {"category":"GatewayLlmLogs","time":"2026-09-08T07:00:00Z","properties":{"correlationId":"c1","requestId":"chatcmpl-1",\
      "modelName":"","sequenceNumber":1,"promptTokens":0,"completionTokens":0,"requestMessages":"[{\\"role\\":\\"us"}}
      """
    #expect(try ReadRecord.joined(rows).tokens == [700, 40])
    #expect(try ReadRecord.joined(rows).profile.contradictions == [])
  }

  @Test func zerosOfAFailedCallAreUnknown() throws {
    let call = try ReadRecord.call(
      """
      {"category":"GatewayLlmLogs","properties":{"correlationId":"c","modelName":"gpt-4o","promptTokens":0,\
      "completionTokens":0}}
      """)
    #expect(call.tokens == [nil, nil])
  }

  @Test func aProbeIsNoCall() throws {
    let properties = #"{"correlationId":"c","requestId":"","modelName":"","promptTokens":0}"#
    #expect(try ReadRecord.one(#"{"category":"GatewayLlmLogs","properties":\#(properties)}"#).isNoCall)
  }

  @Test func claudesCachedTokensAreAddedToItsInput() throws {
    let call = try ReadRecord.call(
      """
      {"category":"GatewayLlmLogs","properties":{"correlationId":"c","requestId":"msg_1","modelName":"Claude-opus-5",\
      "promptTokens":0,"completionTokens":3,"promptCachedTokens":4460}}
      """)
    #expect(call.reported.inputTokens == 4460 && call.reported.cachedInputTokens == 4460)
  }

  @Test func moreCachedThanPromptIsRefusedForOthers() throws {
    let read = try ReadRecord.one(
      """
      {"category":"GatewayLlmLogs","properties":{"correlationId":"c","modelName":"gpt-4o","promptTokens":1,\
      "promptCachedTokens":4460}}
      """)
    #expect(read.rejection?.code == .impossibleValue)
  }

  @Test func columnsBeyondTheTablesLimitAreFoundInTheirBag() throws {
    let call = try ReadRecord.call(
      """
      {"Category":"GatewayLlmLogs","CorrelationId":"c","modelName_s":"gpt-4o",\
      "AdditionalFields":"{\\"promptTokens\\":7,\\"completionTokens_d\\":2}"}
      """)
    #expect(call.tokens == [7, 2])
  }
}
