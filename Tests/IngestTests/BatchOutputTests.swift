import ChargebackModel
import Testing

@testable import Ingest

struct BatchOutputTests {
  private let line = """
    {"custom_id":"a","response":{"body":{"id":"chatcmpl-1","object":"chat.completion","created":1789697460,"choices":[],\
    "model":"gpt-4o-2024-08-06","usage":{"prompt_tokens":27,"completion_tokens":24,"total_tokens":51}},\
    "request_id":"1c0fb0a4-6a53-4c0e-9d65-6f0f0f6d2b01","status_code":200},"error":null}
    """

  @Test func aLineIsACallOfTheServiceAtBatchPrices() throws {
    let record = try ReadRecord.one(line)
    #expect(record.format == "batch-output")
    let fragment = try #require(record.fragment)
    #expect(fragment.keys == [CallKey(.responseId, "chatcmpl-1")])
    #expect(fragment.call.tokens == [27, 24])
    #expect(fragment.call.profile[.batch] == "true")
    #expect(fragment.call.profile[.statusCode] == "200")
    #expect(fragment.call.profile.sides == .service)
    #expect(fragment.call.when == "2026-09-18T02:11:00Z")
  }

  @Test func anAnswerWithoutAnIdIsKnownByItsLine() throws {
    let embedding = """
      {"custom_id":"a","response":{"body":{"object":"list","data":[{"object":"embedding","embedding":[0.5]}],\
      "usage":{"prompt_tokens":17,"total_tokens":17}},"status_code":200}}
      """
    let fragment = try #require(try ReadRecord.one(embedding).fragment)
    #expect(fragment.keys.map(\.kind) == [.recordDigest])
    #expect(fragment.call.tokens == [17, 0])
    let named = try #require(try ReadRecord.one(#"{"id":"batch_req_1","# + embedding.dropFirst()).fragment)
    #expect(named.keys == [CallKey(.responseId, "batch_req_1")])
  }

  @Test func aFailedLineIsACallWithoutTokens() throws {
    let call = try ReadRecord.call(
      """
      {"custom_id":"a","response":{"body":{"error":{"code":"content_filter","message":"CONFIDENTIAL-PROMPT"}},\
      "status_code":400},"error":null}
      """)
    #expect(call.profile[.statusCode] == "400")
    #expect(call.profile[.contentFilter] == "prompt")
    #expect(call.reported.isEmpty)
    #expect(!"\(call)".contains("CONFIDENTIAL-PROMPT"))
  }

  @Test(arguments: [
    #"{"id":"batch_req_1","custom_id":"a","response":null,"error":{"code":"batch_expired","message":"x"}}"#,
    #"{"custom_id":"a","method":"POST","url":"/chat/completions","body":{"model":"m","messages":[]}}"#,
    #"{"id":"batch_1","object":"batch","input_file_id":"file-1","status":"completed","errors":null}"#,
  ])
  func whatWasNeverRunIsNoCall(_ text: String) throws {
    let record = try ReadRecord.one(text)
    #expect(record.format == "batch-output")
    #expect(record.isNoCall)
  }

  @Test func theSampleJobCountsEachLineOnce() throws {
    let samples = try ImportedSamples(["batch-output"])
    let expected = [
      "1 × gpt-4o-2024-08-06 200 true inputTokens 650 cachedInputTokens 512 outputTokens 24",
      "1 × gpt-4o-2024-08-06 200 true inputTokens 700 outputTokens 20",
      "1 × gpt-4o-mini-2024-07-18 200 true inputTokens 90 outputTokens 5",
    ]
    #expect(try samples.calls([.bodyModel, .statusCode, .batch]).map(AnswerDocumentTests.withoutZeros) == expected)
    #expect(samples.summary.totals.duplicates == 1)
    #expect(samples.summary.totals.ignored == 3)
    #expect(samples.summary.issues.isEmpty)
  }
}
