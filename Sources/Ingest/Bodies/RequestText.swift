/// What a request gives the model to read, for counting its tokens where the service did not.
///
/// Lives in memory while a record is read; never stored, never shown.
struct RequestText: Equatable {
  struct Message: Equatable {
    var role: String
    /// The `name` of the participant or of the function that answers; it costs tokens too.
    var name: String?
    /// The texts, and the calls of tools that the message repeats.
    var text: AnswerText
    var images: [RequestImage] = []
  }

  var messages: [Message] = []
  var tools: [ToolDefinition] = []
  /// Prompts of legacy completions and inputs of embeddings, each counted by itself.
  var prompts: [String] = []
  /// Of prompts and inputs that were sent as lists of tokens.
  var promptTokens: Int64 = 0
  /// Whether the model also reads or writes what the request does not show: recordings, files, earlier answers kept by the
  /// service, searches, a schema for the answer, choices that are not shown.
  var usesMore = false

  var isEmpty: Bool { messages.isEmpty && prompts.isEmpty && promptTokens == 0 }

  init(_ body: Record) {
    if let text = body["system"].map(AnswerText.content), !text.isEmpty { add(role: "system", text) }
    if let text = body["instructions"]?.text { add(role: "system", text) }
    for message in body["messages"]?.elements ?? [] { add(message) }
    addPrompts(body["prompt"])
    // A Responses input is a conversation, also where it is one text; those of embeddings and speech are texts or tokens.
    let items = body["input"]?.elements ?? []
    if items.contains(where: { $0.object != nil }) {
      for item in items { add(item) }
    } else if RequestText.responsesOnly.contains(where: body.has), let text = body["input"]?.text {
      add(role: "user", text)
    } else {
      addPrompts(body["input"])
    }
    for tool in (body["tools"]?.elements ?? []) + (body["functions"]?.elements ?? []) { add(tool: tool) }
    let hasMore = RequestText.more.contains { body[$0]?.isEmpty == false }
    if hasMore || RequestText.hasSchema(body) { usesMore = true }
    if let best = body["best_of"]?.integer, best > body["n"]?.integer ?? 1 { usesMore = true }
  }

  /// An event of a policy that copies `messages` and `prompt` of a request as texts.
  init(policyEvent event: Record) {
    for message in event["messages"]?.list ?? [] { add(message) }
    guard let prompt = event["prompt"] else { return }
    let prompts = prompt.list
    if prompts.isEmpty { addPrompts(prompt) }
    for prompt in prompts { addPrompts(prompt) }
  }

  private static let responsesOnly = [
    "instructions", "max_output_tokens", "previous_response_id", "reasoning", "text", "store", "tools", "stream",
  ]
  private static let more = ["previous_response_id", "conversation", "data_sources", "prediction"]

  private static func hasSchema(_ body: Record) -> Bool {
    let format = body["response_format"]?.object ?? body["text"]?.object?["format"]?.object
    return format?["type"]?.text == "json_schema"
  }

  private mutating func add(role: String, _ content: String) {
    messages.append(Message(role: role, text: AnswerText(content: content)))
  }

  private mutating func add(_ field: Field) {
    guard let message = field.object else { return }
    var text = AnswerText()
    text.add(message: message)
    if let type = message["type"]?.text, type != "message" { text.add(item: message, at: 0) }
    text.content += message["output"]?.text ?? ""
    let parts = (message["content"]?.elements ?? []).compactMap(\.object)
    let pictures = parts.filter { $0["type"]?.text?.contains("image") == true }
    for (position, part) in parts.enumerated() {
      switch part["type"]?.text {
      case "tool_use": text.add(item: part, at: position)
      case "tool_result": text.content += AnswerText.content(part["content"])
      case "input_audio", "input_file", "file", "document": usesMore = true
      default: break
      }
    }
    messages.append(
      Message(
        role: message["role"]?.text ?? "user", name: message["name"].flatMap { text.toolCalls.isEmpty ? $0.text : nil },
        text: text, images: pictures.map(RequestText.image)))
  }

  /// In the form of Chat, of Responses (`image_url` is the address itself), or of Anthropic (`source`).
  private static func image(_ part: Record) -> RequestImage {
    let address = part["image_url"]
    let detail = (part["detail"] ?? address?.object?["detail"])?.text
    if let source = part["source"]?.object, let data = source["data"]?.text {
      return RequestImage(detail: detail, source: "data:image;base64," + data)
    }
    return RequestImage(detail: detail, source: (address?.object?["url"] ?? address)?.text)
  }

  private mutating func add(tool field: Field) {
    guard let tool = field.object else { return }
    if let tool = ToolDefinition(tool) { tools.append(tool) } else { usesMore = true }
  }

  private mutating func addPrompts(_ field: Field?) {
    guard let field else { return }
    let elements = field.elements
    if elements.isEmpty {
      if let text = field.text { prompts.append(text) }
    } else if elements.allSatisfy(\.isNumber) {
      promptTokens += Int64(elements.count)
    } else {
      for element in elements { addPrompts(element) }
    }
  }
}
