import ChargebackModel
import Testing

@testable import Ingest

struct AnswerBodyTests {
  private let chat = """
    {"choices":[{"finish_reason":"stop","index":0,"message":{"content":"cod","role":"assistant"}}],"created":1789372800,\
    "id":"chatcmpl-1","model":"gpt-4o-2024-08-06","object":"chat.completion","service_tier":"Priority",\
    "usage":{"completion_tokens":9,"prompt_tokens":64,"total_tokens":73}}
    """

  @Test func readsAChatCompletion() throws {
    let answer = try #require(try AnswerBody.read(text: chat))
    #expect(answer.keys == [CallKey(.responseId, "chatcmpl-1")])
    #expect(answer.model == "gpt-4o-2024-08-06")
    #expect(answer.operation == "ChatCompletions_Create")
    #expect(answer.created?.iso8601 == "2026-09-14T08:00:00Z")
    #expect(answer.serviceTier == "priority")
    #expect(answer.usage == TokenUsage(inputTokens: 64, outputTokens: 9))
    #expect(!answer.isToBeCounted, "texts are for answers without usage")
  }

  @Test func readsAChatCompletionThatStandsInATextWithinAText() throws {
    let once = "\"" + chat.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    let twice = "\"" + once.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    for text in [once, twice] {
      #expect(try AnswerBody.read(text: text)?.usage == TokenUsage(inputTokens: 64, outputTokens: 9))
    }
  }

  @Test func aBodyThatWasCutTellsWhatIsWholeAndNeverAnotherUsage() throws {
    for length in 0..<chat.utf8.count {
      let answer = try AnswerBody.read(text: String(decoding: chat.utf8.prefix(length), as: UTF8.self))
      #expect(answer?.usage.isEmpty ?? true || answer?.usage == TokenUsage(inputTokens: 64, outputTokens: 9))
      #expect(answer?.isWhole != true)
      #expect([nil, "chatcmpl-1"].contains(answer?.responseId))
      #expect([nil, "gpt-4o-2024-08-06"].contains(answer?.model))
    }
  }

  @Test func aBodyCutWithinItsUsageStillBearsItsId() throws {
    let answer = try #require(try AnswerBody.read(text: String(chat.dropLast(4))))
    #expect(!answer.isWhole)
    #expect(answer.responseId == "chatcmpl-1")
    #expect(answer.usage.isEmpty)
  }

  @Test(arguments: [
    #"{"id":"chatcmpl-1","object":"chat.completion","service_tier":nul l,"usage":{"prompt_tokens":64,"completion_tokens":9}}"#,
    #"{"id":"chat cmpl-1","object":"chat.completion","usage":{"prompt _tokens":6 4,"completion_tokens":9}}"#,
  ])
  func takesStraySpacesOut(_ text: String) throws {
    let answer = try #require(try AnswerBody.read(text: text))
    #expect(answer.responseId == "chatcmpl-1")
    #expect(answer.usage == TokenUsage(inputTokens: 64, outputTokens: 9))
  }

  @Test func readsALegacyCompletionWithSeveralChoices() throws {
    let answer = try #require(
      try AnswerBody.read(
        text: #"{"id":"cmpl-1","object":"text_completion","choices":[{"text":"b","index":1},{"text":"a","index":0}]}"#))
    #expect(answer.operation == "Completions_Create")
    #expect(answer.texts.map(\.content) == ["a", "b"])
  }

  @Test func embeddingsHaveNoIdAndNoOutput() throws {
    let answer = try #require(
      try AnswerBody.read(
        text: """
          {"object":"list","data":[{"object":"embedding","index":0,"embedding":"R2Q="}],"model":"text-embedding-3-small",\
          "usage":{"prompt_tokens":8,"total_tokens":8}}
          """))
    #expect(answer.keys.isEmpty)
    #expect(answer.operation == "Embeddings_Create")
    #expect(answer.usage == TokenUsage(inputTokens: 8, outputTokens: 0))
  }

  @Test func aListOfModelsIsNoAnswer() throws {
    #expect(try AnswerBody.read(text: #"{"object":"list","data":[{"object":"model","id":"gpt-4o"}]}"#) == nil)
  }

  @Test func aBackgroundResponseHasNoUsageUntilItIsDone() throws {
    let queued = #"{"id":"resp_1","object":"response","status":"queued","service_tier":"auto","usage":null}"#
    let done = """
      {"id":"resp_1","object":"response","created_at":1789372800.0,"status":"completed","model":"chat-prod","error":null,\
      "service_tier":"default","output":[],"usage":{"input_tokens":18,"input_tokens_details":{"cached_tokens":16,\
      "cache_write_tokens":2},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":23}}
      """
    let first = try #require(try AnswerBody.read(text: queued))
    #expect(first.usage.isEmpty)
    #expect(first.serviceTier == nil, "auto was asked for, and is no tier that answered")
    let last = try #require(try AnswerBody.read(text: done))
    #expect(first.keys == last.keys)
    var usage = TokenUsage(inputTokens: 18, cachedInputTokens: 16, outputTokens: 5, reasoningTokens: 4)
    usage[.cacheWriteTokens] = 2
    #expect(last.usage == usage)
    #expect(last.statusCode == nil)
    #expect(last.created?.iso8601 == "2026-09-14T08:00:00Z")
  }

  @Test func imagesAreCountedOnlyWhereNoTokensAreReported() throws {
    let piece = try #require(try AnswerBody.read(text: #"{"created":1789372800,"data":[{"url":"a"},{"url":"b"}]}"#))
    #expect(piece.usage[.images] == 2)
    let tokens = try #require(
      try AnswerBody.read(
        text: """
          {"created":1789372800,"data":[{"b64_json":"QQ=="}],"usage":{"total_tokens":1106,"input_tokens":50,\
          "output_tokens":1056,"input_tokens_details":{"text_tokens":20,"image_tokens":30}}}
          """))
    #expect(tokens.usage[.images] == nil)
    #expect(tokens.usage.quantities() == [.input: 20, .imageInput: 30, .imageOutput: 1056])
    #expect(tokens.operation == "ImageGenerations_Create")
  }

  @Test(arguments: [
    (#"{"text":"x","usage":{"type":"duration","seconds":12.3}}"#, 13),
    (#"{"task":"transcribe","duration":"61.0200004577637","text":"x"}"#, 62),
    (#"{"task":"translate","duration":8.0,"text":"x"}"#, 8),
  ])
  func begunSecondsOfARecordingCount(_ text: String, _ seconds: Int64) throws {
    #expect(try AnswerBody.read(text: text)?.usage[.seconds] == seconds)
  }

  @Test func aTranscriptionTellsItsAudioTokens() throws {
    let answer = try #require(
      try AnswerBody.read(
        text: """
          {"text":"x","usage":{"type":"tokens","total_tokens":181,"input_tokens":140,"output_tokens":41,\
          "input_token_details":{"text_tokens":10,"audio_tokens":130}}}
          """))
    #expect(answer.operation == "Transcriptions_Create")
    #expect(answer.usage.quantities() == [.input: 10, .audioInput: 130, .output: 41])
  }

  @Test func plainTextTellsNothing() throws {
    #expect(try AnswerBody.read(text: #"{"text":"x"}"#) == nil)
    #expect(try AnswerBody.read(text: "x") == nil)
    #expect(try AnswerBody.read(text: "") == nil)
  }

  @Test func anthropicsInputExcludesItsCachesAndOursIncludesThem() throws {
    let answer = try #require(
      try AnswerBody.read(
        text: """
          {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"usage":\
          {"input_tokens":40,"cache_creation_input_tokens":300,"cache_read_input_tokens":2000,"output_tokens":75,\
          "service_tier":"standard"}}
          """))
    #expect(answer.usage[.inputTokens] == 2340)
    #expect(answer.usage.quantities() == [.input: 40, .cachedInput: 2000, .cacheWrite: 300, .output: 75])
    #expect(answer.serviceTier == "default")
    #expect(answer.operation == "Messages_Create")
  }

  @Test(arguments: [
    (#"{"error":{"code":"401","message":"x"}}"#, "401", nil),
    (#"{"error":{"code":"DeploymentNotFound","message":"x"}}"#, nil, nil),
    (#"{"error":{"code":"content_filter","status":400,"message":"x"}}"#, "400", "prompt"),
    (#"{"error":{"code":"x","inner_error":{"code":"ResponsibleAIPolicyViolation"}}}"#, nil, "prompt"),
    (#"{"statusCode":429,"message":"x"}"#, "429", nil),
    (#"{"object":"chat.completion","choices":[{"index":0,"finish_reason":"content_filter"}]}"#, nil, "completion"),
    (#"{"object":"response","error":null,"incomplete_details":{"reason":"content_filter"}}"#, nil, "completion"),
  ])
  func readsErrorsAndFilters(_ text: String, _ status: String?, _ filter: String?) throws {
    let answer = try #require(try AnswerBody.read(text: text))
    #expect(answer.statusCode == status)
    #expect(answer.contentFilter == filter)
    #expect(answer.usage.isEmpty)
  }

  @Test func zerosEverywhereAreNoCount() throws {
    let answer = try AnswerBody.read(
      text: #"{"object":"chat.completion","usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}"#)
    #expect(answer?.usage.isEmpty == true)
  }

  @Test func aTotalThatIsNoSumIsAContradiction() throws {
    let answer = try #require(
      try AnswerBody.read(
        text: #"{"object":"chat.completion","usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":7}}"#))
    var call = Call()
    answer.state(&call, .gatewayResponse)
    #expect(call.profile.contradictions == ["totalTokens"])
  }

  @Test func keepsWhatToolsWereCalledWith() throws {
    let answer = try #require(
      try AnswerBody.read(
        text: """
          {"object":"chat.completion","choices":[{"index":0,"message":{"content":null,"tool_calls":[{"type":"function",\
          "function":{"name":"tide","arguments":"{\\"port\\":1}"}}]}}]}
          """))
    #expect(answer.texts.map { $0.toolCalls[0] } == [AnswerText.ToolCall(name: "tide", arguments: #"{"port":1}"#)])
  }
}
