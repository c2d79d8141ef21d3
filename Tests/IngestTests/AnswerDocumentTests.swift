import ChargebackModel
import TestSupport
import Testing

@testable import Ingest

struct AnswerDocumentTests {
  @Test(arguments: [
    #"{"id":"chatcmpl-1","object":"chat.completion","choices":[]}"#,
    #"{"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[]}"#,
    #"{"id":"cmpl-1","object":"text_completion","choices":[]}"#,
    #"{"id":"resp_1","object":"response","output":[],"error":null}"#,
    #"{"object":"list","data":[],"model":"m","usage":{"prompt_tokens":1,"total_tokens":1}}"#,
    #"{"created":1789372800,"data":[{"url":"x"}]}"#,
    #"{"text":"x","usage":{"type":"duration","seconds":1}}"#,
    #"{"id":"msg_1","type":"message","role":"assistant","content":[],"usage":{"input_tokens":1,"output_tokens":1}}"#,
    #"{"type":"response.completed","response":{"id":"resp_1","object":"response","output":[]}}"#,
  ])
  func readsEachKindOfAnswer(_ text: String) throws {
    let record = try ReadRecord.one(text)
    #expect(record.format == "answer-document")
    #expect(record.fragment != nil)
  }

  @Test(arguments: [
    #"{"error":{"code":"401","message":"CONFIDENTIAL-PROMPT"}}"#,
    #"{"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[]}"#,
    #"{"type":"response.output_text.delta","item_id":"x","delta":"CONFIDENTIAL-PROMPT"}"#,
  ])
  func whatNamesNoCallIsPassedOver(_ text: String) throws {
    let record = try ReadRecord.one(text)
    #expect(record.format == "answer-document")
    #expect(record.isNoCall)
  }

  @Test(arguments: [
    #"{"message-id":"a","choices":[],"object":"chat.completion"}"#,
    #"{"type":"message","text":"x"}"#, #"{"text":"x"}"#, #"{"data":[],"created":"x","owner":"y"}"#,
    #"{"error":{"message":"x"},"time":"2026-09-08T07:00:00Z"}"#, #"{"type":"Response","requestId":"x"}"#,
  ])
  func leavesOtherRecordsAlone(_ text: String) throws {
    let formats = try OpenBytes.file(Array(text.utf8)) { descriptor in
      let scanner = RecordScanner(ByteWindow(descriptor: descriptor)) { _ in false }
      guard case .record(let record, _)? = try scanner.next() else { return ["no record"] }
      return SourceFormats.all.filter { $0.recognises(record) }.map(\.name)
    }
    #expect(!formats.prefix(1).contains("answer-document"))
  }

  @Test func aStreamIsOneRecordThatEndsWithItsLastEvent() throws {
    let chunk = #"data: {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[]}"#
    let other = chunk.replacing("chatcmpl-1", with: "chatcmpl-2")
    let document = #"{"id":"chatcmpl-3","object":"chat.completion","choices":[]}"#
    let records = try ReadRecord.all(
      ": comment\r\n\r\n\(chunk)\r\n\r\ndata: [DONE]\r\n\r\n\(other)\n\ndata: [DONE]\n\n\(document)\n")
    let keys = try records.map { try #require($0.fragment?.keys.first).text }
    #expect(keys == ["chatcmpl-1", "chatcmpl-2", "chatcmpl-3"])
    #expect(records.flatMap(\.notices).isEmpty)
  }

  @Test func aStreamThatWasCutIsNoticed() throws {
    let record = try ReadRecord.one(#"data: {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[]}"#)
    #expect(record.notices == [.cutShort])
    #expect(record.fragment?.keys == [CallKey(.responseId, "chatcmpl-1")])
  }

  @Test func aStreamOfSomethingElseIsRefused() throws {
    #expect(try ReadRecord.one("event: tick\ndata: 5\n\n").rejection?.code == .unknownRecord)
  }

  /// A line of calls without the counts that are reported as zero.
  static func withoutZeros(_ line: String) -> String { line.replacing(#/ [A-Za-z]+ 0(?= |$)/#, with: "") }

  @Test func theSamplesAreRead() throws {
    let samples = try ImportedSamples(["answer-document"])
    let expected = [
      "1 × - - - - images 2",
      "1 × - - - - inputTokens 50 outputTokens 1056 imageOutputTokens 1056",
      "1 × chat-prod - - -",
      "1 × chat-prod - default - inputTokens 900 cachedInputTokens 512 outputTokens 410 reasoningTokens 128",
      "1 × chat-prod - default completion inputTokens 120 outputTokens 16",
      "1 × chat-prod true default - inputTokens 33 outputTokens 21",
      "1 × gpt-35-turbo - - - inputTokens 9 outputTokens 32",
      "1 × gpt-4.1-mini-2025-04-14 - - completion inputTokens 88 outputTokens 12",
      "1 × gpt-4o-2024-08-06 - - - inputTokens 1480 cachedInputTokens 1024 outputTokens 36",
      "1 × gpt-4o-2024-08-06 true - -",
      "1 × gpt-4o-2024-08-06 true - - inputTokens 64 outputTokens 9",
      "1 × gpt-4o-audio-preview-2024-12-17 - priority - inputTokens 340 audioInputTokens 300 outputTokens 150"
        + " audioOutputTokens 120",
      "1 × gpt-4o-mini-2024-07-18 true - - inputTokens 18 outputTokens 4",
      "1 × o4-mini-2025-04-16 - - - inputTokens 210 outputTokens 640 reasoningTokens 576",
    ]
    let calls = try samples.calls([.bodyModel, .stream, .serviceTier, .contentFilter])
    #expect(calls.map(AnswerDocumentTests.withoutZeros) == expected)
    #expect(samples.summary.issues.map(\.code) == [.cutShort])
    #expect(samples.summary.totals.ignored == 4)
  }

  @Test func answersWithoutATimeAreCallsThatNoPeriodCounts() throws {
    let samples = try ImportedSamples(["Timeless"])
    #expect(try samples.store.callsWithoutTime() == 9)
    #expect(samples.summary.issues.allSatisfy { $0.code == .missingTime })
    #expect(samples.summary.issues.count == 9)
  }

  @Test func noPromptReachesTheDatabaseOrAnIssue() throws {
    let samples = try ImportedSamples(["answer-document", "batch-output", "Timeless"])
    let kept = try samples.content() + samples.store.profiles().values.map { "\($0)" }
    #expect(!kept.contains { $0.contains("CONFIDENTIAL-PROMPT") })
    #expect(!samples.summary.issues.contains { $0.message.contains("CONFIDENTIAL-PROMPT") })
  }

  @Test func readingTwiceAndInAnyOrderGivesTheSame() throws {
    let files = SampleFolder.files(in: "answer-document") + SampleFolder.files(in: "batch-output")
    let once = try ImportedSamples(files).content()
    #expect(try ImportedSamples(files.reversed() + files).content() == once)
  }

  @Test(arguments: 0..<8) func damageNeitherCrashesNorInventsUsage(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let streams = ["answer-document/chat-stream-with-usage.sse", "answer-document/responses-stream.sse"]
    for name in streams + ["Timeless/embeddings.json", "Timeless/messages.json"] {
      let bytes = try SampleFolder.bytes(name)
      for _ in 0..<100 {
        var damaged = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          damaged[Int.random(in: damaged.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        let text = String(decoding: damaged.prefix(Int.random(in: 0...damaged.count, using: &random)), as: UTF8.self)
        let answer = try? AnswerBody.read(text: text)
        #expect((answer?.usage.inputTokens ?? 0) < 1_000_000_000_000_000, "seed \(seed), \(name)")
        _ = RequestBody.read(text: text)
      }
    }
  }
}
