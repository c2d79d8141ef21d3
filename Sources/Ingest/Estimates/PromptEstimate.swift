import ChargebackModel

extension TextEstimate {
  /// What a request gives the model to read.
  ///
  /// - Messages cost 3 tokens each beside their role and content, a name 1 more, and the answer's beginning 3.
  ///   Source: OpenAI's cookbook, "How to count tokens with tiktoken", section 6. Its numbers for `gpt-3.5-turbo-0301`,
  ///   which was retired, differ and are left out.
  /// - Tools: see `add(_: ToolDefinition)`. Pictures: see `RequestImage`.
  /// - Prompts of legacy completions and inputs of embeddings are their texts' tokens and nothing more.
  /// - Repeated tool calls and refusals are counted as their texts, since nobody has published what surrounds them.
  ///
  /// Nil where the request holds nothing to read.
  init?(_ request: RequestText, isWhole: Bool) {
    guard !request.isEmpty else { return nil }
    self.init()
    for message in request.messages { add(message) }
    if !request.messages.isEmpty { add(tokens: 3) }
    for tool in request.tools { add(tool) }
    if !request.tools.isEmpty { add(tokens: 12) }
    for prompt in request.prompts { add(prompt) }
    add(tokens: request.promptTokens)
    if request.usesMore { limits.insert(.unseen) }
    if !isWhole { limits.insert(.cut) }
  }

  private mutating func add(_ message: RequestText.Message) {
    add(tokens: 3)
    add(message.role)
    if let name = message.name {
      add(name)
      add(tokens: 1)
    }
    add(message.text)
    for image in message.images { add(image) }
  }

  private mutating func add(_ image: RequestImage) {
    images += 1
    tiles += image.tiles
    patches += image.patches
    if image.isLarger { limits.insert(.unseen) }
  }

  /// A function that the model may call. Nobody knows how the service writes it down; these are the numbers of OpenAI's
  /// cookbook, "How to count tokens with tiktoken", section 7, which differ by the model's generation as the vocabularies
  /// do. There only the outermost properties are counted; here also those within them, in the same way.
  private mutating func add(_ tool: ToolDefinition) {
    cl100kTokens += 10
    o200kTokens += 7
    add("\(tool.name):\(TextEstimate.withoutStop(tool.summary))")
    add(tool.properties)
  }

  private mutating func add(_ properties: [ToolDefinition.Property]) {
    if !properties.isEmpty { add(tokens: 3) }
    for property in properties {
      add(tokens: 3)
      if !property.choices.isEmpty { add(tokens: -3) }
      for choice in property.choices {
        add(tokens: 3)
        add(choice)
      }
      add("\(property.name):\(property.type):\(TextEstimate.withoutStop(property.summary))")
      add(property.properties)
    }
  }

  private static func withoutStop(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }

  private mutating func add(_ text: AnswerText) {
    add(text.content)
    add(text.refusal)
    for call in text.toolCalls.sorted(by: { $0.key < $1.key }).map(\.value) {
      add(call.name)
      add(call.arguments)
    }
  }

  /// What an answer says: the texts, tool calls and refusals of all its choices. What surrounds a tool call is not
  /// published, so it is not counted. Nil where there is no choice.
  init?(_ choices: [AnswerText], isWhole: Bool) {
    guard !choices.isEmpty else { return nil }
    self.init()
    for choice in choices { add(choice) }
    if !isWhole { limits.insert(.cut) }
  }
}
