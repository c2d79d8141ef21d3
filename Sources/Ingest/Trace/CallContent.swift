import ChargebackModel

/// What a record holds of the texts of its call, read back for a person who asks for it; never stored.
///
/// A record is searched for whatever is a request or an answer of the service, however deep it lies in it: so headers, keys
/// and tokens are never looked at, and what people paste into a prompt is masked.
package struct CallContent: Hashable, Sendable {
  package struct Message: Hashable, Sendable {
    /// Who speaks, such as `user`.
    package let role: String
    package let text: String
  }

  package private(set) var prompt: [Message] = []
  package private(set) var completion: [Message] = []

  package var isEmpty: Bool { prompt.isEmpty && completion.isEmpty }

  init(_ record: Record) { look(in: record, depth: 5) }

  /// Of a body that was put together from pieces.
  init(body: String, _ nested: NestedJSON) { look(at: Field(.text(body), nested: nested), depth: 5) }

  // MARK: Looking

  private static let requestNames: Set = [
    "messages", "prompt", "input", "instructions", "system", "tools", "functions",
  ]
  private static let answerNames: Set = ["choices", "output", "content"]
  /// Of events that hold the answer's text bare.
  private static let bareNames = ["body_content", "content"]

  private mutating func look(in record: Record, depth: Int) {
    let isRequest = take(CallContent.request(record))
    var isAnswer = take(CallContent.answer(record))
    if !isAnswer {
      let bare = CallContent.bareNames.compactMap { record[$0]?.text }.map { AnswerText(content: $0) }
      isAnswer = !record.has("role") && take(bare)
    }
    guard depth > 0 else { return }
    for (name, field) in record.fields {
      if isRequest && CallContent.requestNames.contains(name) || isAnswer && CallContent.answerNames.contains(name) {
        continue
      }
      look(at: field, depth: depth - 1)
    }
  }

  private mutating func look(at field: Field, depth: Int) {
    if let object = field.record { return look(in: object, depth: depth) }
    let list = field.list
    if list.isEmpty {
      guard let text = field.text else { return }
      // What begins like no document and no stream is a name or a number.
      let isDocument = text.first == "{" || text.first == "[" || ServerSentEvents.isStream(text)
      guard isDocument else { return }
      if let answer = try? AnswerBody.read(text: text), take(answer.texts) { return }
      if let request = RequestBody.read(text: text) { take(request.text) }
      return
    }
    if take(CallContent.messages(list)) { return }
    if let answer = try? AnswerBody.read(field), take(answer.texts) { return }
    for element in list.compactMap(\.record) { look(in: element, depth: depth) }
  }

  private static func request(_ record: Record) -> RequestText? {
    // A policy's event holds the lists as texts.
    let event = RequestText(policyEvent: record)
    if !event.messages.isEmpty { return event }
    if record["prompt"]?.list.isEmpty == false { return event }
    return RequestBody(record)?.text
  }

  private static func answer(_ record: Record) -> [AnswerText] {
    var assembly = AnswerAssembly()
    guard (try? assembly.add(record)) != nil else { return [] }
    let texts = assembly.answer(isWhole: true)?.texts ?? []
    return texts.isEmpty ? AnswerText.choices(record["choices"]) : texts
  }

  /// A bare list of messages, as API Management's log has it; those of the answer are the assistant's.
  private static func messages(_ list: [Field]) -> (prompt: [RequestText.Message], completion: [AnswerText]) {
    var (prompt, completion): ([RequestText.Message], [AnswerText]) = ([], [])
    for message in list.compactMap(\.object) where message.has("content") {
      guard let role = message["role"]?.text else { continue }
      var text = AnswerText()
      text.add(message: message)
      if role == "assistant" {
        completion.append(text)
      } else {
        prompt.append(RequestText.Message(role: role, text: text))
      }
    }
    return (prompt, completion)
  }

  // MARK: Taking

  @discardableResult
  private mutating func take(_ request: RequestText?) -> Bool {
    guard let request, !request.isEmpty else { return false }
    for message in request.messages { add(message) }
    for text in request.prompts { add(to: \.prompt, "prompt", text) }
    if request.promptTokens > 0 { add(to: \.prompt, "prompt", "[\(request.promptTokens) tokens, sent as numbers]") }
    return true
  }

  private mutating func take(_ lists: (prompt: [RequestText.Message], completion: [AnswerText])) -> Bool {
    for message in lists.prompt { add(message) }
    // An answer of the assistant that stands among the prompt's messages was an earlier one.
    if lists.prompt.isEmpty { return take(lists.completion) }
    for text in lists.completion { add(to: \.prompt, "assistant", CallContent.text(text)) }
    return true
  }

  @discardableResult
  private mutating func take(_ answer: [AnswerText]) -> Bool {
    let texts = answer.map(CallContent.text).filter { !$0.isEmpty }
    for text in texts { add(to: \.completion, "assistant", text) }
    return !texts.isEmpty
  }

  private mutating func add(_ message: RequestText.Message) {
    let pictures = message.images.map { _ in "[picture]" }
    add(to: \.prompt, message.role, ([CallContent.text(message.text)] + pictures).joined(separator: "\n"))
  }

  private mutating func add(to list: WritableKeyPath<CallContent, [Message]>, _ role: String, _ text: String) {
    let message = Message(role: role, text: text.masked)
    // A log may hold one body as a text and as an object.
    if !text.isEmpty, !self[keyPath: list].contains(message) { self[keyPath: list].append(message) }
  }

  private static func text(_ answer: AnswerText) -> String {
    let calls = answer.toolCalls.sorted { $0.key < $1.key }.map { "\($0.value.name)(\($0.value.arguments))" }
    return ([answer.content, answer.refusal] + calls).filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
