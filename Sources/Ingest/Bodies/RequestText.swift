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
    /// `detail` of each picture: `low`, `high` or `auto`.
    var images: [String] = []
  }

  var messages: [Message] = []
  /// Prompts of legacy completions and inputs of embeddings, each counted by itself.
  var prompts: [String] = []
  /// Of prompts and inputs that were sent as lists of tokens.
  var promptTokens: Int64 = 0

  init(_ body: Record) {
    if let text = body["system"].map(AnswerText.content), !text.isEmpty { add(role: "system", text) }
    if let text = body["instructions"]?.text { add(role: "system", text) }
    for message in body["messages"]?.elements ?? [] { add(message) }
    addPrompts(body["prompt"])
    // A Responses input is a conversation; those of embeddings and speech are texts or tokens.
    let items = body["input"]?.elements ?? []
    if items.contains(where: { $0.object != nil }) {
      for item in items { add(item) }
    } else {
      addPrompts(body["input"])
    }
  }

  private mutating func add(role: String, _ content: String) {
    messages.append(Message(role: role, text: AnswerText(content: content)))
  }

  private mutating func add(_ field: Field) {
    guard let message = field.object else { return }
    var text = AnswerText()
    text.add(message: message)
    let parts = (message["content"]?.elements ?? []).compactMap(\.object)
    let images = parts.filter { $0["type"]?.text?.contains("image") == true }
    messages.append(
      Message(
        role: message["role"]?.text ?? "user", name: message["name"]?.text, text: text,
        images: images.map { ($0["detail"] ?? $0["image_url"]?.object?["detail"])?.text ?? "auto" }))
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
