import ChargebackModel
import Testing

@testable import Ingest

struct AnswerStreamTests {
  private let first = #"data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[]}"#

  private func chunk(_ choices: String, usage: String = "null") -> String {
    """
    data: {"choices":[\(choices)],"created":1789372800,"id":"chatcmpl-1","model":"gpt-4o-2024-08-06","obfuscation":"qZ3",\
    "object":"chat.completion.chunk","usage":\(usage)}
    """
  }

  private func delta(_ text: String, _ index: Int = 0) -> String {
    chunk(#"{"index":\#(index),"delta":{"content":"\#(text)"},"finish_reason":null}"#)
  }

  private var usage: String { chunk("", usage: #"{"prompt_tokens":64,"completion_tokens":9,"total_tokens":73}"#) }

  @Test(arguments: ["\n\n", "\r\n\r\n", "\n", "\n\n: keep-alive\n\n", "\nid: 1\nevent: x\n\n"])
  func readsAStreamWithUsage(_ end: String) throws {
    let lines = [first, delta("co"), delta("d"), usage, "data: [DONE]"]
    let answer = try #require(try AnswerBody.read(text: lines.joined(separator: end) + end))
    #expect(answer.responseId == "chatcmpl-1")
    #expect(answer.model == "gpt-4o-2024-08-06")
    #expect(answer.created?.iso8601 == "2026-09-14T08:00:00Z")
    #expect(answer.operation == "ChatCompletions_Create")
    #expect(answer.isStream == true)
    #expect(answer.isWhole)
    #expect(answer.usage == TokenUsage(inputTokens: 64, outputTokens: 9))
  }

  @Test func choicesOfOneStreamInterleave() throws {
    let lines = [first, delta("co", 0), delta("ha", 1), delta("d", 0), delta("ke", 1), "data: [DONE]"]
    let answer = try #require(try AnswerBody.read(text: lines.joined(separator: "\n\n")))
    #expect(answer.texts.map(\.content) == ["cod", "hake"])
    #expect(answer.usage.isEmpty)
  }

  @Test func aStreamThatWasCutHasNoUsageAndKeepsItsText() throws {
    let lines = [first, delta("cod"), #"data: {"choices":[{"de"#]
    let answer = try #require(try AnswerBody.read(text: lines.joined(separator: "\n\n")))
    #expect(!answer.isWhole)
    #expect(answer.usage.isEmpty)
    #expect(answer.texts.map(\.content) == ["cod"])
    #expect(answer.responseId == "chatcmpl-1")
  }

  @Test func whereverItIsCutTheUsageIsTrueOrUnknown() throws {
    let text = [first, delta("cod"), usage, "data: [DONE]"].joined(separator: "\r\n\r\n")
    for length in 0..<text.utf8.count {
      let answer = try AnswerBody.read(text: String(decoding: text.utf8.prefix(length), as: UTF8.self))
      #expect(answer?.usage.isEmpty ?? true || answer?.usage == TokenUsage(inputTokens: 64, outputTokens: 9))
    }
  }

  @Test func aDocumentOverSeveralDataLinesIsOne() throws {
    let answer = try AnswerBody.read(
      text: """
        data: {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[],
        data:  "usage":{"prompt_tokens":64,
        data:  "completion_tokens":9}}

        """)
    #expect(answer?.usage == TokenUsage(inputTokens: 64, outputTokens: 9))
  }

  @Test func toolCallsComeInPieces() throws {
    let name = #"{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"name":"tide","arguments":""}}]}}"#
    let more = #"{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}}"#
    let answer = try #require(try AnswerBody.read(text: [chunk(name), chunk(more)].joined(separator: "\n\n")))
    #expect(answer.texts.map { $0.toolCalls[1] } == [AnswerText.ToolCall(name: "tide", arguments: "{}")])
  }

  @Test func aListOfChunksIsAStream() throws {
    let chunks = [first, delta("cod"), usage].map { $0.dropFirst("data: ".count) }.joined(separator: ",")
    let answer = try #require(try AnswerBody.read(text: "[\(chunks)]"))
    #expect(answer.isStream == true)
    #expect(answer.usage == TokenUsage(inputTokens: 64, outputTokens: 9))
    let cut = try #require(try AnswerBody.read(text: "[\(chunks)".dropLast(20) + ""))
    #expect(cut.usage.isEmpty)
    #expect(!cut.isWhole)
  }

  private func response(_ status: String, _ usage: String) -> String {
    #"{"id":"resp_1","object":"response","status":"\#(status)","model":"chat-prod","output":[],"usage":\#(usage)}"#
  }

  @Test(arguments: ["completed", "incomplete"])
  func readsAStreamOfTheResponsesAPI(_ end: String) throws {
    let usage = #"{"input_tokens":33,"output_tokens":21,"total_tokens":54}"#
    let answer = try #require(
      try AnswerBody.read(
        text: """
          event: response.created
          data: {"type":"response.created","response":\(response("in_progress", "null"))}

          event: response.output_text.delta
          data: {"type":"response.output_text.delta","output_index":0,"delta":"cod"}

          event: response.\(end)
          data: {"type":"response.\(end)","response":\(response(end, usage))}


          """))
    #expect(answer.responseId == "resp_1")
    #expect(answer.usage == TokenUsage(inputTokens: 33, outputTokens: 21))
    #expect(answer.isWhole)
    #expect(answer.operation == "Responses_Create")
  }

  @Test func aResponsesStreamWithoutItsEndKeepsItsText() throws {
    let answer = try #require(
      try AnswerBody.read(
        text: """
          data: {"type":"response.created","response":\(response("in_progress", "null"))}

          data: {"type":"response.output_text.delta","output_index":0,"delta":"co"}

          data: {"type":"response.output_text.delta","output_index":0,"delta":"d"}

          """))
    #expect(answer.texts.map(\.content) == ["cod"])
    #expect(answer.usage.isEmpty)
    #expect(!answer.isWhole)
  }

  private let messageStart = """
    data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5",\
    "usage":{"input_tokens":12,"cache_read_input_tokens":800,"cache_creation_input_tokens":0,"output_tokens":1}}}
    """

  @Test func anthropicTellsInputFirstAndOutputLast() throws {
    let end = #"data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":55}}"#
    let stop = #"data: {"type":"message_stop"}"#
    let answer = try #require(try AnswerBody.read(text: [messageStart, end, stop].joined(separator: "\n\n")))
    #expect(answer.usage[.inputTokens] == 812)
    #expect(answer.usage[.cachedInputTokens] == 800)
    #expect(answer.usage[.outputTokens] == 55)
    #expect(answer.isWhole)
  }

  @Test func anthropicsOutputIsUnknownUntilTheEnd() throws {
    let answer = try #require(try AnswerBody.read(text: messageStart + "\n\n"))
    #expect(answer.usage[.inputTokens] == 812)
    #expect(answer.usage[.outputTokens] == nil)
    #expect(!answer.isWhole)
  }

  @Test func anErrorWithinAStreamIsNotTheStatusOfTheCall() throws {
    let answer = try #require(
      try AnswerBody.read(text: delta("cod") + "\n\ndata: {\"error\":{\"code\":\"429\",\"message\":\"x\"}}\n\n"))
    #expect(answer.statusCode == nil)
    #expect(!answer.isWhole)
  }

  @Test func whatFollowsTheLastEventIsAnotherAnswers() throws {
    let other = usage.replacing("64", with: "1")
    let answer = try #require(
      try AnswerBody.read(text: [delta("cod"), usage, "data: [DONE]", other].joined(separator: "\n\n")))
    #expect(answer.usage[.inputTokens] == 64)
  }
}
