import ChargebackModel

/// Reads a response body as a log holds it: an object, JSON in a text, or the events of a stream; also one that was cut.
///
/// Sources: openai-openapi (chat and legacy completions, embeddings, responses, images, audio, and the events of each when
/// streamed), Azure OpenAI's additions to them (content filters, errors), Anthropic's Messages as Foundry serves them.
enum AnswerBody {
  /// - Returns: nil where the field is no answer of the service.
  /// - Throws: a rejection where counts are impossible.
  static func read(_ field: Field) throws(Rejection) -> AnswerFacts? {
    if let body = field.record { return try read(body) }
    let pieces = field.elements.compactMap(\.record)
    if !pieces.isEmpty { return try read(pieces, isWhole: true) }
    return try field.text.flatMap { (text) throws(Rejection) in try read(text: text) }
  }

  static func read(_ body: Record) throws(Rejection) -> AnswerFacts? {
    var assembly = AnswerAssembly()
    try assembly.add(body)
    return assembly.answer(isWhole: true, isAlone: true)
  }

  /// - Parameter depth: how many more times the text may hold a text that holds the body.
  static func read(text: String, depth: Int = 3) throws(Rejection) -> AnswerFacts? {
    if ServerSentEvents.isStream(text) { return try read(ServerSentEvents(text)) }
    let nested = NestedJSON()
    guard let body = BodyJSON(text, nested) else { return nil }
    if let inner = body.value.string { return depth > 0 ? try read(text: inner, depth: depth - 1) : nil }
    if body.value.isArray {
      let pieces = body.value.elements.filter(\.isObject).map { Record(body: .object($0), nested: nested) }
      return try read(pieces, isWhole: body.isWhole)
    }
    guard body.value.isObject else { return nil }
    var assembly = AnswerAssembly()
    try assembly.add(Record(body: .object(body.value), nested: nested))
    let facts = assembly.answer(isWhole: body.isWhole, isAlone: true)
    return body.isWhole ? facts : try cut(facts, text, nested)
  }

  /// An answer that was cut off in the middle of its text, with what is there of it.
  private static func cut(
    _ facts: AnswerFacts?, _ text: String, _ nested: NestedJSON
  ) throws(Rejection) -> AnswerFacts? {
    guard facts?.usage.isEmpty ?? true, let rest = BodyJSON.openEnded(text, nested), rest.isObject else { return facts }
    var assembly = AnswerAssembly()
    try assembly.add(Record(body: .object(rest), nested: nested))
    guard let beginning = assembly.answer(isWhole: false, isAlone: true), !beginning.texts.isEmpty else { return facts }
    var facts = facts ?? AnswerFacts()
    facts.isWhole = false
    facts.texts = beginning.texts
    return facts
  }

  private static func read(_ pieces: [Record], isWhole: Bool) throws(Rejection) -> AnswerFacts? {
    var assembly = AnswerAssembly()
    for piece in pieces { try assembly.add(piece) }
    return assembly.answer(isWhole: isWhole)
  }

  private static func read(_ stream: ServerSentEvents) throws(Rejection) -> AnswerFacts? {
    var assembly = AnswerAssembly()
    let nested = NestedJSON()
    for lines in stream.events {
      // What follows the last event is another answer's.
      for data in documents(lines, nested) where !assembly.hasEnded {
        nested.reset()
        if data == "[DONE]" {
          assembly.end()
        } else if let event = BodyJSON(data, nested), event.isWhole, event.value.isObject {
          try assembly.add(Record(body: .object(event.value), nested: nested))
        }
      }
    }
    assembly.isStream = true
    return assembly.answer(isWhole: assembly.hasEnded)
  }

  /// The lines of an event as one document, or as several where the log dropped the blank lines between them.
  private static func documents(_ lines: [String], _ nested: NestedJSON) -> [String] {
    if lines.count == 1 { return lines }
    nested.reset()
    let joined = lines.joined(separator: "\n")
    return BodyJSON(joined, nested)?.isWhole == true ? [joined] : lines
  }
}
