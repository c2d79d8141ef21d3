import ChargebackModel
import Testing

@testable import Ingest

private let shown: [Fact] = [.subscriptionId, .deployment, .statusCode, .bodyModel]

/// Raw, table and shared table hold the same calls. The third's answer was cut before its model and counts, the fourth's is
/// a stream's beginning.
private let gatewayCalls = [
  "1 × catch-search embed 200 text-embedding-3-small inputTokens 96 outputTokens 0",
  "1 × returns-desk chat-frc 200 gpt-4o-2024-08-06 inputTokens 388 cachedInputTokens 0 outputTokens 57",
  "1 × returns-desk chat-frc 403 -",
  "1 × route-planner chat-frc 200 -",
  "1 × route-planner chat-frc 200 gpt-4o-2024-08-06",
  "1 × route-planner chat-frc 200 gpt-4o-2024-08-06 inputTokens 1420 cachedInputTokens 1024 outputTokens 210",
  "1 × route-planner chat-frc 429 -",
]

@Suite struct APIMGatewayLogTests {
  @Test(arguments: ["event-hub.json", "table.query-api.json", "azure-diagnostics.az.json"])
  func readsEveryFormOfTheSample(_ file: String) throws {
    let imported = try ImportedSamples(["apim-gateway-logs/\(file)"])
    #expect(try imported.calls(shown) == gatewayCalls)
    #expect(imported.summary.totals.ignored == 2)
    #expect(imported.summary.totals.rejected == 0)
    #expect(imported.summary.issues == [])
  }

  @Test func formsOfOneLogAreOneLog() throws {
    let files = ["event-hub.json", "table.query-api.json", "azure-diagnostics.az.json"]
    let forms = files.map { "apim-gateway-logs/\($0)" }
    #expect(try ImportedSamples(forms).content() == ImportedSamples(forms.reversed()).content())
    #expect(try ImportedSamples(forms).summary.newCalls == 7)
  }

  @Test func aLoggedResponseHeaderIsTheBridgeToTheService() throws {
    let headers = #"{"Apim-Request-Id":"s1","x-ms-region":"France Central"}"#
    let fragment = try #require(try ReadRecord.one(gatewayLog(#""backendResponseHeaders":\#(headers)"#)).fragment)
    #expect(fragment.keys == [CallKey(.messageId, "c1"), CallKey(.apimRequestId, "s1")])
    #expect(fragment.call.profile.gatewayCarriesKey)
    #expect(fragment.call.profile[.region] == "francecentral")
  }

  @Test func aCutAnswerTellsNoCounts() throws {
    let read = try ReadRecord.one(gatewayLog(#""backendResponseBody":"{\"id\":\"chatcmpl-1\",\"usage\":{\"prompt_to""#))
    #expect(read.fragment?.call.tokens == [nil, nil])
    #expect(read.rejection == nil)
  }

  @Test func anAnswerOutOfTheGatewaysCacheIsNoCall() throws {
    let body = #""cache":"hit","responseBody":{"id":"chatcmpl-1","usage":{"prompt_tokens":9,"completion_tokens":1}}"#
    #expect(try ReadRecord.one(gatewayLog(body)).isNoCall)
  }

  @Test func pollingABackgroundResponseTellsTheCountsOfItsCallOnly() throws {
    let body = """
      "method":"GET","url":"https://g.example/openai/v1/responses/resp_1","responseBody":\
      {"id":"resp_1","object":"response","model":"chat","usage":{"input_tokens":9,"output_tokens":1,"total_tokens":10}}
      """
    let fragment = try #require(try ReadRecord.one(gatewayLog(body)).fragment)
    #expect(fragment.keys == [CallKey(.responseId, "resp_1")])
    #expect(fragment.call.tokens == [9, 1])
  }

  @Test func lookingUpModelsIsNoCall() throws {
    let read = try ReadRecord.one(gatewayLog(#""operationId":"Models_List","url":"https://g.example/openai/models""#))
    #expect(read.isNoCall)
  }

  @Test func theServicesStatusCountsWhereTheGatewayShowsAnother() throws {
    let call = try ReadRecord.call(gatewayLog(#""responseCode":503,"backendResponseCode":429"#))
    #expect(call.profile[.statusCode] == "429")
  }

  @Test func otherLogsOfAGatewayAreKnown() throws {
    let text = #"{"category":"WebSocketConnectionLogs","resourceId":"/X/PROVIDERS/MICROSOFT.APIMANAGEMENT/SERVICE/G"}"#
    let read = try ReadRecord.one(text)
    #expect(read.format == "apim-gateway-logs" && read.isNoCall)
  }

  @Test func noSecretOrPromptOfTheSamplesIsKept() throws {
    let samples = ["apim-gateway-logs", "apim-llm-logs", "token-metric", "azure-activity", "diagnostics-spill-over"]
    let imported = try ImportedSamples(samples)
    let texts = try imported.content() + imported.summary.issues.map(\.description)
    #expect(texts.count > 20)
    for text in texts { #expect(!text.contains("SECRETKEY") && !text.contains("CONFIDENTIAL-PROMPT")) }
  }
}

/// A raw record with some properties of a chat call, but for those that `more` says itself.
private func gatewayLog(_ more: String) -> String {
  let known = [
    "url": #""https://g.example/openai/deployments/chat/chat/completions""#,
    "operationId": #""ChatCompletions_Create""#,
    "method": #""POST""#,
  ]
  let rest = known.filter { !more.contains("\"\($0.key)\"") }.sorted { $0.key < $1.key }
  let properties = (rest.map { "\"\($0.key)\":\($0.value)" } + [more]).joined(separator: ",")
  return """
    {"category":"GatewayLogs","correlationId":"c1","time":"2026-09-08T07:00:00Z","properties":{\(properties)},\
    "resourceId":"/X/PROVIDERS/MICROSOFT.APIMANAGEMENT/SERVICE/G"}
    """
}
