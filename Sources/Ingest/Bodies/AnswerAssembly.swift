import ChargebackModel

/// Puts an answer together: from its body, or from the events of a stream one by one.
///
/// - The id, the model and the time are those of the first piece that has them: Azure's first event has them empty.
/// - Usage is the last that is not null. Anthropic tells the input when a stream begins and the output when it ends.
/// - `obfuscation`, filter results that come late and events without text say nothing.
struct AnswerAssembly {
  private var facts = AnswerFacts()
  private var texts: [Int: AnswerText] = [:]
  private var isAnswer = false
  /// Whether the last event of a stream has come.
  private(set) var hasEnded = false
  var isStream = false

  /// Nil where nothing that was added belongs to an answer.
  ///
  /// - Parameter isAlone: nothing more was to be had than one document. If it is an event of a stream, its text is a piece
  ///   of the answer's and says nothing of its length.
  func answer(isWhole: Bool, isAlone: Bool = false) -> AnswerFacts? {
    guard isAnswer else { return nil }
    var facts = facts
    facts.isWhole = isWhole
    if isStream {
      facts.isStream = true
      // An error within a stream: the call itself was answered with 200.
      facts.statusCode = nil
    }
    // A prompt has tokens, so zeros everywhere are a default and not a count.
    if UsageCount.allCases.allSatisfy({ (facts.usage[$0] ?? 0) == 0 }) { facts.usage = TokenUsage() }
    if !(isAlone && isStream) { facts.texts = texts.sorted { $0.key < $1.key }.map(\.value) }
    return facts
  }

  mutating func end() { hasEnded = true }

  mutating func add(_ piece: Record) throws(Rejection) {
    guard let event = piece["type"]?.text, event != "message" else { return try addBody(piece) }
    switch event {
    case "response.completed", "response.incomplete", "response.failed", "message_stop", "transcript.text.done": end()
    default: break
    }
    if let response = piece["response"]?.record {
      try addBody(response)
      isStream = true
    } else if event == "message_start", let message = piece["message"]?.record {
      try addBody(message)
      // What is written when the answer begins is no count of it.
      facts.usage[.outputTokens] = nil
      isStream = true
    } else if event == "message_delta" {
      if let usage = piece["usage"]?.record { try take(usage, inStream: true) }
      takeFilter(piece["delta"]?.record?["stop_reason"]?.text == "refusal")
    } else {
      addText(event, piece)
      try addBody(piece)
    }
  }

  // MARK: Bodies

  private mutating func addBody(_ body: Record) throws(Rejection) {
    let object = body["object"]?.text
    if let operation = AnswerAssembly.operation(body, object) {
      isAnswer = true
      facts.operation = facts.operation ?? operation
    }
    if body.has("choices") { isAnswer = true }
    if object == "chat.completion.chunk" { isStream = true }
    facts.responseId = facts.responseId ?? AnswerAssembly.name(body["id"])
    facts.model = facts.model ?? AnswerAssembly.name(body["model"])
    facts.created = facts.created ?? (body["created"] ?? body["created_at"])?.text.flatMap(TimestampText.parse)
    takeTier(body["service_tier"])
    if let usage = body["usage"]?.record {
      isAnswer = true
      takeTier(usage["service_tier"])
      try take(usage, inStream: isStream)
    }
    takePieces(body)
    takeChoices(body)
    takeError(body)
    take(FilterResults.marks(of: body))
  }

  private mutating func take(_ usage: Record, inStream: Bool) throws(Rejection) {
    let isImages = facts.operation?.hasPrefix("Image") == true
    let new = try ReportedUsage.read(usage, embeddings: facts.operation == "Embeddings_Create", images: isImages)
    facts.totalContradicts = ReportedUsage.totalContradicts(usage, new)
    if inStream, new.inputTokens == nil {
      facts.usage[.outputTokens] = new.outputTokens ?? facts.usage.outputTokens
    } else if !new.isEmpty {
      facts.usage = new
    }
  }

  private mutating func take(_ marks: [FilterMark]) {
    for mark in marks { facts.filterMarks.join(mark) }
  }

  /// What is billed by the piece or by its length, where no tokens are reported.
  private mutating func takePieces(_ body: Record) {
    if facts.operation?.hasPrefix("Image") == true {
      for image in body["data"]?.elements.compactMap(\.object) ?? [] { take(FilterResults.marks(ofImage: image)) }
    }
    guard facts.usage.isEmpty else { return }
    if facts.operation?.hasPrefix("Image") == true {
      let images = body["data"]?.elements.count ?? 0
      if images > 0 { facts.usage[.images] = Int64(images) }
    } else if body.has("text") {
      facts.usage = ReportedUsage.duration(body["duration"])
    }
  }

  private mutating func takeTier(_ field: Field?) {
    guard let tier = field?.text?.lowercased(), tier != "auto" else { return }
    facts.serviceTier = tier == "standard" ? "default" : tier
  }

  private mutating func takeChoices(_ body: Record) {
    for (position, choice) in (body["choices"]?.elements ?? []).enumerated() {
      guard let choice = choice.record else { continue }
      takeFilter(choice["finish_reason"]?.text == "content_filter")
      take(FilterResults.marks(ofChoice: choice))
      let index = Int(choice["index"]?.integer ?? Int64(position))
      if let message = (choice["message"] ?? choice["delta"])?.record {
        texts[index, default: AnswerText()].add(message: message)
      } else if let text = choice["text"]?.text {
        texts[index, default: AnswerText()].content += text
      }
    }
    takeFilter(body["incomplete_details"]?.record?["reason"]?.text == "content_filter")
    // Responses answers and Anthropic's are one choice of several items; a whole one replaces its parts from the stream.
    let items = body["output"]?.elements ?? body["content"]?.elements ?? []
    guard !items.isEmpty else { return }
    var text = AnswerText()
    for (position, item) in items.enumerated() {
      if let item = item.record { text.add(item: item, at: position) }
    }
    texts[0] = text
  }

  // MARK: Errors

  private mutating func takeError(_ body: Record) {
    if let error = body["error"], !error.isEmpty {
      isAnswer = true
      let error = error.record
      let code = error?["code"]?.text
      facts.statusCode = facts.statusCode ?? AnswerAssembly.status(error?["status"]?.text ?? code)
      let inner = (error?["innererror"] ?? error?["inner_error"])?.record?["code"]?.text
      if code == "content_filter" || inner == "ResponsibleAIPolicyViolation" { facts.contentFilter = "prompt" }
    } else if body.has("message"), let status = AnswerAssembly.status(body["statusCode"]?.text) {
      // API Management's own refusal.
      isAnswer = true
      facts.statusCode = status
    }
  }

  private mutating func takeFilter(_ isFiltered: Bool) {
    if isFiltered { facts.contentFilter = facts.contentFilter ?? "completion" }
  }

  /// Some errors name their status in digits, others in a word.
  private static func status(_ text: String?) -> String? {
    guard let text, text.utf8.count == 3, let status = Int(text), (100...599).contains(status) else { return nil }
    return text
  }

  // MARK: Streams

  /// The text of an event of the Responses API or of Anthropic's Messages; all of it belongs to the one choice.
  private mutating func addText(_ event: String, _ piece: Record) {
    var text = texts[0] ?? AnswerText()
    let index = Int((piece["output_index"] ?? piece["index"])?.integer ?? 0)
    let delta = piece["delta"]
    switch event {
    case "response.output_text.delta": text.content += delta?.text ?? ""
    case "response.refusal.delta": text.refusal += delta?.text ?? ""
    case "response.function_call_arguments.delta":
      text.toolCalls[index, default: AnswerText.ToolCall()].arguments += delta?.text ?? ""
    case "response.output_item.added":
      if let item = piece["item"]?.record { text.add(item: item, at: index) }
    case "content_block_start":
      if let block = piece["content_block"]?.record { text.add(item: block, at: index) }
    case "content_block_delta":
      text.content += delta?.record?["text"]?.text ?? ""
      if let json = delta?.record?["partial_json"]?.text {
        text.toolCalls[index, default: AnswerText.ToolCall()].arguments += json
      }
    default: return
    }
    texts[0] = text
    isAnswer = true
    isStream = true
  }

  // MARK: Names

  private static func operation(_ body: Record, _ object: String?) -> String? {
    switch object {
    case "list":
      // Lists of models, files and jobs are lists too.
      let isEmbeddings = body["data"]?.elements.first?.record?["object"]?.text == "embedding"
      return isEmbeddings || body["usage"]?.record != nil ? "Embeddings_Create" : nil
    case "chat.completion", "chat.completion.chunk", "text_completion", "response":
      return object.map(OperationName.normalise)
    case .some: return nil
    case nil: return operationWithoutObject(body)
    }
  }

  private static func operationWithoutObject(_ body: Record) -> String? {
    switch body["type"]?.text {
    case "message": return body["role"]?.text == "assistant" ? "Messages_Create" : nil
    case "image_generation.completed", "image_generation.partial_image": return "ImageGenerations_Create"
    case "image_edit.completed", "image_edit.partial_image": return "ImageEdits_Create"
    case "transcript.text.delta", "transcript.text.done": return "Transcriptions_Create"
    default: break
    }
    if let image = body["data"]?.elements.first?.record, image.has("b64_json") || image.has("url") {
      return "ImageGenerations_Create"
    }
    guard body.has("text"), body.has("duration") || body.has("usage") else { return nil }
    return body["task"]?.text == "translate" ? "Translations_Create" : "Transcriptions_Create"
  }

  /// An id or a name; a space in it is a stray one.
  private static func name(_ field: Field?) -> String? {
    field?.text.map { $0.contains(" ") ? $0.filter { $0 != " " } : $0 }
  }
}
