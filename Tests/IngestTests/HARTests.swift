import ChargebackModel
import Testing

@testable import Ingest

@Suite struct HARTests {
  private func archive(
    method: String = "POST",
    url: String = "https://harbour-oai-swc.openai.azure.com/openai/deployments/Chat-Prod/chat/completions?k=v",
    request: String = "", status: Int = 200, response: String = #"{"name":"apim-request-id","value":"a-1"}"#,
    content: String = #"{"text":"{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"choices\":[],"#
      + #"\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3,\"total_tokens\":15}}"}"#
  ) -> String {
    """
    {"log": {"version": "1.2", "creator": {"name": "x"}, "pages": [{"id": "p"}], "entries": [
      {"startedDateTime": "2026-09-09T08:14:03.120+02:00", "time": 842.6,
       "request": {"method": "\(method)", "url": "\(url)", "headers": [\(request)]},
       "response": {"status": \(status), "headers": [\(response)], "content": \(content)}}]}}
    """
  }

  @Test func anEntryIsACallWithItsTimesIdsAndTokens() throws {
    let read = try ReadRecord.one(archive())
    let call = try #require(read.fragment).call
    #expect(read.format == "har")
    #expect(read.fragment?.keys == [CallKey(.responseId, "chatcmpl-1"), CallKey(.apimRequestId, "a-1")])
    #expect(call.when == "2026-09-09T06:14:03.120Z")
    #expect(call.tokens == [12, 3])
    #expect(call.gatewayDurationMs?.value == 843)
    #expect(call.profile[.resource] == "harbour-oai-swc")
    #expect(call.profile[.deployment] == "chat-prod")
    #expect(call.profile[.operation] == "ChatCompletions_Create")
    #expect(call.profile[.statusCode] == "200")
    #expect(call.profile.gatewayCarriesKey)
  }

  @Test func anAnswerInBase64IsRead() throws {
    // data: {"id":"chatcmpl-2","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":5,…
    let text =
      "ZGF0YTogeyJpZCI6ImNoYXRjbXBsLTIiLCJvYmplY3QiOiJjaGF0LmNvbXBsZXRpb24uY2h1bmsiL"
      + "CJjaG9pY2VzIjpbXSwidXNhZ2UiOnsicHJvbXB0X3Rva2VucyI6NSwiY29tcGxldGlvbl90b2tlbnMiOjIsInRvdGFsX3Rva2VucyI6N319CgpkYXRhOiBbRE9ORV0KCg=="
    let call = try ReadRecord.call(archive(content: #"{"encoding":"base64","text":"\#(text)"}"#))
    #expect(call.tokens == [5, 2])
    #expect(call.profile[.stream] == "true")
  }

  @Test(arguments: [
    ("OPTIONS", "https://harbour-oai-swc.openai.azure.com/openai/deployments/d/chat/completions", 204),
    ("GET", "https://harbour-oai-swc.openai.azure.com/openai/models", 200),
    ("POST", "https://api.openai.com/v1/chat/completions", 200),
    ("POST", "https://tides.example/api/tide", 200),
    ("POST", "https://harbour-oai-swc.openai.azure.com/openai/deployments/d/chat/completions", 0),
  ])
  func whatIsNoAnsweredInferenceCallIsPassedOver(_ method: String, _ url: String, _ status: Int) throws {
    let read = try ReadRecord.one(archive(method: method, url: url, status: status, content: "{}"))
    #expect(read.format == "har")
    #expect(read.isNoCall)
  }

  @Test func aGatewaysAddressCountsByItsPath() throws {
    let call = try ReadRecord.call(archive(url: "https://gateway.example/openai/deployments/d/chat/completions"))
    #expect(call.profile[.resource] == nil)
    #expect(call.profile[.deployment] == "d")
  }

  @Test func keysAndTokensLeaveOnlyWhoCalled() throws {
    let token = JSONWebToken.bearing(#"{"oid":"OID-1","appid":"APP-1"}"#)
    let headers = #"{"name":"Authorization","value":"Bearer \#(token)"},{"name":"api-key","value":"SECRETKEY1"}"#
    let call = try ReadRecord.call(archive(request: headers))
    #expect(call.profile[.objectId] == "oid-1")
    #expect(call.profile[.appId] == "app-1")
    #expect(call.profile[.apiKey]?.hasPrefix("key-") == true)
    #expect(!"\(call)".contains("SECRETKEY"))
    #expect(!"\(call)".contains(token))
  }

  @Test func withoutIdsACopyIsKnownByWhatItSays() throws {
    let embedding =
      #"{"text":"{\"object\":\"list\",\"data\":[],\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}"}"#
    let url = "https://gateway.example/openai/v1/embeddings"
    let first = try ReadRecord.one(archive(url: url, response: "", content: embedding)).fragment
    let copy = archive(url: url, response: "", content: embedding).replacing(
      #""time": 842.6"#, with: #""time": 842.6, "_resourceType": "fetch""#)
    #expect(first?.keys.map(\.kind) == [.recordDigest])
    #expect(try ReadRecord.one(copy).fragment?.keys == first?.keys)
    let later = copy.replacing("08:14:03", with: "08:14:04")
    #expect(try ReadRecord.one(later).fragment?.keys != first?.keys)
  }

  @Test func aLogRecordThatBeginsWithLogIsNoArchive() throws {
    let lines = try Scanned.lines(#"{"log": {"level": "info"}, "entries": 3}"# + "\n" + #"{"log": "text"}"#)
    #expect(lines.map { String($0.prefix(2)) } == ["1 ", "2 "])
  }

  @Test func theSampleHoldsFiveCallsAndACutOne() throws {
    let samples = try ImportedSamples(["har"])
    let facts: [Fact] = [.resource, .deployment, .apiKey, .statusCode, .stream]
    #expect(
      try samples.calls(facts) == [
        "1 × - embed - 200 false inputTokens 19 outputTokens 0",
        "1 × harbour-oai-swc chat-prod - 200 false inputTokens 120 cachedInputTokens 0 audioInputTokens 0 outputTokens 11",
        "1 × harbour-oai-swc chat-prod - 200 false inputTokens 412 cachedInputTokens 128 audioInputTokens 0 outputTokens 57",
        "1 × harbour-oai-swc chat-prod key-5d9c57e004bf 200 true inputTokens 96 outputTokens 31",
        "1 × harbour-oai-swc chat-prod key-5d9c57e004bf 429 false",
      ])
    #expect(samples.summary.totals.duplicates == 1)
    #expect(samples.summary.issues.map(\.code).contains(.cutShort))
  }
}
