import ChargebackModel
import Testing

@testable import Ingest

@Suite struct OpenAILoggerNginxTests {
  private func line(_ fields: String, status: Int = 200, appId: String = "APP-1") -> String {
    #"""
    {"source":"nginx","time":1788941550.500,"app_id":"\#(appId)","address":"10.1.2.3","method":"POST",\#
    "uri":"/openai/deployments/assist/chat/completions?api-version=1","status":\#(status),"resp_time":2.250,\#
    "request_headers":"api-key: SECRETKEY1 | ","response_headers":"apim-request-id: a-1 | ",\#(fields)}
    """#
  }

  @Test func theLogAloneTellsApplicationAndStatus() throws {
    let read = try ReadRecord.one(line(#""request_body":"","response_body":"""#))
    let call = try #require(read.fragment).call
    #expect(read.fragment?.keys == [CallKey(.apimRequestId, "a-1")])
    #expect(call.profile[.appId] == "app-1")
    #expect(call.profile[.statusCode] == "200")
    #expect(call.gatewayDurationMs?.value == 2250)
    #expect(call.profile[.apiKey]?.hasPrefix("key-") == true)
  }

  @Test func aCallBeginsBeforeItsAnswerEnds() throws {
    #expect(try ReadRecord.call(line(#""response_body":"{}""#)).when == "2026-09-09T08:12:28.250Z")
  }

  @Test func aHyphenIsNoApplication() throws {
    #expect(try ReadRecord.call(line(#""response_body":"""#, appId: "-")).profile[.appId] == nil)
  }

  @Test func aStreamTellsItsUsage() throws {
    let body =
      #"data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"choices\":[],\"#
      + #""usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}}\n\ndata: [DONE]\n\n"#
    let call = try ReadRecord.call(line(#""response_body":"\#(body)""#))
    #expect(call.tokens == [9, 4])
    #expect(call.profile[.stream] == "true")
  }

  @Test func aRefusedRequestForSpeechUsedNoCharacters() throws {
    let fields = #""request_body":"{\"model\":\"tts\",\"input\":\"Moin\",\"voice\":\"alloy\"}","response_body":"""#
    #expect(try ReadRecord.call(line(fields, status: 429)).reported == TokenUsage())
    #expect(try ReadRecord.call(line(fields)).reported[.characters] == 4)
  }

  @Test func theEventsOfTheProxyAddNothingAndTheirPhantomChargesNobody() throws {
    let shown: [Fact] = [.appId, .deployment, .statusCode]
    let counted = try ImportedSamples(["openai-logger-nginx/nginx_access.jsonl"]).calls(shown)
    #expect(
      counted == [
        "1 × - reason 200 inputTokens 1500 cachedInputTokens 0 outputTokens 900 reasoningTokens 640",
        "1 × 94aa71c6-abc2-4062-b12b-e2a9703585e3 assist 200"
          + " inputTokens 905 cachedInputTokens 0 outputTokens 212 reasoningTokens 0",
        "1 × 94aa71c6-abc2-4062-b12b-e2a9703585e3 chat-prod 200"
          + " inputTokens 3310 cachedInputTokens 0 outputTokens 404 reasoningTokens 0",
        "1 × ad000eac-13f3-49c0-bbb0-d683c286c20e assist 429",
        "1 × ad000eac-13f3-49c0-bbb0-d683c286c20e embed 200 inputTokens 66 outputTokens 0",
      ])
    #expect(try ImportedSamples(["openai-logger-nginx"]).calls(shown) == counted)
  }
}
