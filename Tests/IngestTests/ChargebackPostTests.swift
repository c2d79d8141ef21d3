import ChargebackModel
import Testing

@testable import Ingest

@Suite struct ChargebackPostTests {
  private func post(_ answer: String, caller: String = #""tenantId": "t", "clientAppId": "APP-1", "audience": "a""#)
    -> String
  {
    #"{\#(caller), "requestBody": {"messages": [], "stream": true}, "responseBody": \#(answer), "deploymentId": "Chat"}"#
  }

  @Test func theLastEventOfAStreamTellsTheUsage() throws {
    let answer = #"""
      {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1788941550, "model": "gpt-4o", "choices": [],\#
       "usage": {"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13}}
      """#
    let read = try ReadRecord.one(post(answer))
    let call = try #require(read.fragment).call
    #expect(read.format == "chargeback-post")
    #expect(read.fragment?.keys == [CallKey(.responseId, "chatcmpl-1")])
    #expect(call.tokens == [9, 4])
    #expect(call.when == "2026-09-09T08:12:30Z")
    #expect(call.profile[.appId] == "app-1")
    #expect(call.profile[.deployment] == "chat")
    #expect(call.profile[.stream] == "true")
  }

  @Test func aPostOfTheOtherPolicyTellsTheSubscription() throws {
    let read = try ReadRecord.one(post("{}", caller: #""subscriptionId": "care-hub""#))
    #expect(read.format == "chargeback-post")
    #expect(read.fragment?.call.profile[.subscriptionId] == "care-hub")
  }

  @Test func aPostWithoutAnAnswerIsACallWithoutCounts() throws {
    let folder = try TemporaryFolder()
    try folder.write(post("{}") + "\n" + post("") + "\n" + post(" ") + "\n", "posts.jsonl")
    let imported = try ImportedFiles(folder)
    #expect(imported.summary.totals.rejected == 0)
    // The second and the third say the same, the first has an answer that says nothing.
    #expect(imported.summary.newCalls == 2)
  }

  @Test(arguments: [
    #"{"clientAppId": "a", "requestBody": "\"responseBody\": ,", "deploymentId": "d", "responseBody": nil}"#,
    #"{"clientAppId": "a", "requestBody": {"x": }, "responseBody": , "deploymentId": "d"}"#,
    #"{"clientAppId": "a", "responseBody": "#, #""responseBody": ,"#, #"{"responseBody": , "deploymentId": "d"}"#,
  ]) func otherDamageIsNotMended(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(bytes.withUnsafeBytes { MissingAnswer().mended($0) } == nil)
  }

  @Test func threeAttemptsToPostAreOneCall() throws {
    let imported = try ImportedSamples(["chargeback-posts/subscription-posts.jsonl"])
    #expect(
      try imported.calls([.subscriptionId, .deployment]) == [
        "1 × care-hub chat-mini inputTokens 410 cachedInputTokens 0 outputTokens 88 reasoningTokens 0",
        "1 × lab-hub chat-prod inputTokens 9020 cachedInputTokens 0 outputTokens 1210 reasoningTokens 0",
      ])
    #expect(imported.summary.totals.duplicates == 2)
  }

  @Test func errorsAndEmbeddingsAreCallsToo() throws {
    let calls = try ImportedSamples(["chargeback-posts/apim-chargeback.json"]).calls([.deployment, .statusCode])
    #expect(
      calls == [
        "1 × chat-mini - inputTokens 733 cachedInputTokens 0 outputTokens 128 reasoningTokens 0", "1 × chat-prod -",
        "1 × chat-prod - inputTokens 5120 cachedInputTokens 2048 outputTokens 377 reasoningTokens 0",
        "1 × chat-prod 400", "1 × embed - inputTokens 57 outputTokens 0",
      ])
  }

  @Test func aRunningSumIsNamedAndNotCounted() throws {
    let read = try ReadRecord.one(
      #"""
      {"subscriptionId":"care-hub","deploymentId":"chat","model":"gpt-4o","object":"chat.completion",\#
      "completionTokens":10,"promptTokens":20,"totalTokens":30}
      """#)
    #expect(read.format == "chargeback-sum")
    #expect(read.rejection?.code == .missingTime)
  }
}
