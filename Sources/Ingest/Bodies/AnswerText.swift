/// What one choice of an answer says, for counting its tokens where the service did not.
///
/// Lives in memory while a record is read; never stored, never shown.
struct AnswerText: Equatable {
  struct ToolCall: Equatable {
    var name = ""
    /// JSON, as the model wrote it.
    var arguments = ""
  }

  var content = ""
  var refusal = ""
  /// By the index that the answer gives them.
  var toolCalls: [Int: ToolCall] = [:]

  /// Takes the message of a chat completion, or a part of one from a stream.
  mutating func add(message: Record) {
    content += AnswerText.content(message["content"])
    refusal += message["refusal"]?.text ?? ""
    for (position, call) in (message["tool_calls"]?.elements ?? []).enumerated() {
      guard let call = call.record else { continue }
      add(function: call["function"]?.record, at: Int(call["index"]?.integer ?? Int64(position)))
    }
    // The form before tools: at most one call.
    add(function: message["function_call"]?.record, at: 0)
  }

  /// Takes an item of a Responses answer or a content block of Anthropic's: a message, its text or a call.
  mutating func add(item: Record, at index: Int) {
    switch item["type"]?.text {
    case "message":
      for part in item["content"]?.elements ?? [] {
        if let part = part.record { add(item: part, at: index) }
      }
    case "output_text", "text": content += item["text"]?.text ?? ""
    case "refusal": refusal += item["refusal"]?.text ?? ""
    case "function_call", "tool_use": add(function: item, at: index)
    default: break
    }
  }

  mutating func add(function: Record?, at index: Int) {
    guard let function else { return }
    toolCalls[index, default: ToolCall()].name += function["name"]?.text ?? ""
    let arguments = function["arguments"] ?? function["input"]
    toolCalls[index, default: ToolCall()].arguments += arguments.map { $0.text ?? $0.compactJSON ?? "" } ?? ""
  }

  /// The choices of a chat or of a legacy completion, each by itself.
  static func choices(_ field: Field?) -> [AnswerText] {
    (field?.list ?? []).compactMap(\.object).map { choice in
      var text = AnswerText(content: choice["text"]?.text ?? "")
      if let message = choice["message"]?.object { text.add(message: message) }
      return text
    }
  }

  /// A text, or a list of parts of which some are texts.
  static func content(_ field: Field?) -> String {
    guard let field else { return "" }
    return field.text ?? field.elements.map { $0.record?["text"]?.text ?? "" }.joined()
  }
}
