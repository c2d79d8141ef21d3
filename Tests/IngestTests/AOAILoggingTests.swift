import ChargebackModel
import Testing

@testable import Ingest

@Suite struct AOAILoggingTests {
  private let counted = [
    "1 × chat-noe 200 false inputTokens 1999 cachedInputTokens 1024 outputTokens 321 reasoningTokens 0",
    "1 × chat-noe 200 true inputTokens 450 cachedInputTokens 0 outputTokens 75 reasoningTokens 0",
    "1 × mini-noe - false", "1 × mini-noe 200 true",
  ]

  @Test func theDocumentsOfACallAreOneCall() throws {
    let imported = try ImportedSamples(["aoai-logging/documents.json"])
    #expect(try imported.calls([.deployment, .statusCode, .stream]) == counted)
    #expect(imported.summary.newCalls == 4)
    #expect(imported.summary.totals.ignored == 3)
    #expect(imported.summary.issues == [])
  }

  @Test(arguments: [false, true]) func theLinesOfAStreamMayComeInAnyOrder(_ backwards: Bool) throws {
    let lines = [
      #"data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\"}"#,
      #"data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-4o\",\"choices\":[]}"#,
      #"data: {\"id\":\"chatcmpl-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}"#,
      "data: [DONE]",
    ]
    let documents = (backwards ? lines.reversed() : lines).map {
      #"{"id":"00000000-0000-0000-0000-000000000000","type":"StreamResponse","requestId":"r-1","#
        + #""headers":{"StatusCode":200,"Elapsed":70},"response":"\#($0)"}"#
    }
    let call = try ReadRecord.joined(documents.joined(separator: "\n"))
    #expect(call.tokens == [9, 4])
    #expect(call.profile[.bodyModel] == "gpt-4o")
    #expect(call.profile.contradictions == [])
  }

  @Test(arguments: ["Request-Ip", "RequestIp"]) func headersAreSpelledInTwoWays(_ name: String) throws {
    let call = try ReadRecord.call(
      #"""
      {"type":"Request","requestId":"r-1","requestUrl":"/openai/deployments/Chat/chat/completions?v=1",\#
      "headers":{"\#(name)":"10.1.2.3","Region":"Norway East"},"request":{"messages":[]}}
      """#)
    #expect(call.profile[.callerIp] == "10.1.2.3")
    #expect(call.profile[.deployment] == "chat")
    #expect(call.profile[.region] == nil)
  }

  @Test func theFinalRecordJoinsItsDocumentsAndItsEstimateOfAStreamIsNoCount() throws {
    let traces = try ImportedSamples(["aoai-logging/traces.query-api.json"])
    let shown: [Fact] = [.deployment, .statusCode, .stream]
    #expect(
      try traces.calls(shown) == [
        "1 × chat-noe 200 false inputTokens 88 outputTokens 12", "1 × chat-noe 200 true", "1 × mini-noe 200 true",
      ])
    let both = try ImportedSamples(["aoai-logging"])
    #expect(try both.calls(shown) == (counted + ["1 × chat-noe 200 false inputTokens 88 outputTokens 12"]).sorted())
  }

  @Test func aDocumentWithoutItsRequestIdIsRejected() throws {
    let read = try ReadRecord.one(#"{"type":"Response","requestId":"","headers":{},"response":{}}"#)
    #expect(read.rejection?.code == .missingKey)
  }
}
