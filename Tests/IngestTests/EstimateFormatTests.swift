import ChargebackModel
import Testing

@testable import Ingest

/// Every format that holds texts has them counted.
struct EstimateFormatTests {
  /// A user's message of three tokens in its own words: role, text and what surrounds them.
  private static let message = #"{"role":"user","content":"fresh mackerel"}"#
  private static let quoted = #"[{\"role\":\"user\",\"content\":\"fresh mackerel\"}]"#
  private static let choices = #"[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"at dock 2\"}}]"#
  private static let url = "/openai/deployments/chat-prod/chat/completions?api-version=2024-10-21"
  private static let body = #"{\"messages\":[{\"role\":\"user\",\"content\":\"fresh mackerel\"}],\"stream\":true}"#
  private static let events =
    #"data: {\"object\":\"chat.completion.chunk\",\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"at dock 2\"}}]}\n\ndata: [DONE]\n\n"#

  private static let prompts: [(String, String)] = [
    ("apim-event-hub", #"{"message-id":"1","event-time":"10/1/2026 8:00:00 AM","messages":"\#(quoted)"}"#),
    (
      "apim-event-hub-terraform",
      #"{"Type":"request","RequestId":"1","EventTime":"10/1/2026 8:00:00 AM","RequestPath":"\#(url)","RequestBody":"\#(body)"}"#
    ),
    (
      "openai-logger-nginx",
      #"{"source":"nginx","method":"POST","uri":"\#(url)","status":200,"response_headers":"","request_body":"\#(body)"}"#
    ),
    (
      "aoai-logging",
      #"{"type":"Request","requestId":"1","requestUrl":"\#(url)","headers":{},"request":{"messages":[\#(message)]}}"#
    ),
    (
      "aoai-logging-trace",
      """
      {"apiName":"a","apiRevision":"1","serviceName":"s","requestId":"1","url":"\(url)","response":{},\
      "request":{"messages":[\(message)]}}
      """
    ),
    (
      "chargeback-post",
      #"{"clientAppId":"a","deploymentId":"d","requestBody":{"messages":[\#(message)]},"responseBody":{}}"#
    ),
    (
      "har",
      """
      {"startedDateTime":"2026-10-01T08:00:00Z","time":9,"request":{"method":"POST","url":"https://a.openai.azure.com\(url)",\
      "headers":[],"postData":{"text":"\(body)"}},"response":{"status":200,"headers":[],"content":{}}}
      """
    ),
    (
      "apim-gateway-logs",
      """
      {"category":"GatewayLogs","correlationId":"1","time":"2026-10-01T08:00:00Z","properties":{"method":"POST",\
      "url":"https://gateway.example\(url)","requestBody":"\(body)"}}
      """
    ),
  ]

  private static let answers: [(String, String)] = [
    ("apim-event-hub", #"{"message-id":"1","event-time":"10/1/2026 8:00:00 AM","choices":"\#(choices)"}"#),
    (
      "openai-logger-nginx",
      #"{"source":"nginx","method":"POST","uri":"\#(url)","status":200,"response_headers":"","response_body":"\#(events)"}"#
    ),
    (
      "aoai-logging",
      """
      {"type":"Response","requestId":"1","headers":{},"response":{"object":"chat.completion","choices":[{"message":\
      {"content":"at dock 2"}}]}}
      """
    ),
    (
      "aoai-logging-trace",
      """
      {"apiName":"a","apiRevision":"1","serviceName":"s","requestId":"1","url":"\(url)","request":{"stream":true},\
      "response":{"object":"chat.completion","choices":[{"message":{"content":"at dock 2"}}],"usage":{"prompt_tokens":9,\
      "completion_tokens":3}}}
      """
    ),
    (
      "openai-log-helper-proxy",
      """
      {"Type":"openai-log-helper-proxy","req_headers":{},"resp_headers":{"content-type":"text/event-stream"},\
      "body_content":"at dock 2","num_tokens":4}
      """
    ),
    (
      "har",
      """
      {"startedDateTime":"2026-10-01T08:00:00Z","time":9,"request":{"method":"POST","url":"https://a.openai.azure.com\(url)",\
      "headers":[]},"response":{"status":200,"headers":[],"content":{"text":"\(events)"}}}
      """
    ),
    (
      "apim-gateway-logs",
      """
      {"category":"GatewayLogs","correlationId":"1","time":"2026-10-01T08:00:00Z","properties":{"method":"POST",\
      "url":"https://gateway.example\(url)","responseBody":"\(events)"}}
      """
    ),
  ]

  @Test(arguments: prompts)
  func thePromptIsCounted(_ format: String, _ record: String) throws {
    let read = try ReadRecord.one(record)
    #expect(read.format == format)
    var expected = TextEstimate()
    for text in ["user", "fresh mackerel"] { expected.add(text) }
    expected.add(tokens: 6)
    #expect(read.fragment?.call.estimate == CallEstimate(prompt: expected))
  }

  @Test(arguments: answers)
  func theAnswerIsCounted(_ format: String, _ record: String) throws {
    let read = try ReadRecord.one(record)
    #expect(read.format == format)
    var expected = TextEstimate()
    expected.add("at dock 2")
    #expect(read.fragment?.call.estimate == CallEstimate(answer: expected))
  }

  @Test func aPhantomsTextIsAnotherCallsAndNotCounted() throws {
    let event = """
      {"Type":"openai-logger","message_guid":"g","req_headers":{},"resp_headers":{"apim-request-id":"r"},\
      "prompt":"\(EstimateFormatTests.quoted)","completion":"at dock 2","prompt_tokens":9,"completion_tokens":3}
      """
    #expect(try ReadRecord.call(event).estimate.isEmpty)
  }
}
