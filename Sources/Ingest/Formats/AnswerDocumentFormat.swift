import ChargebackModel

/// Answers of the service that a client saved as they came: documents, one to a file or to a line, and streams of events.
///
/// Sources: openai-openapi and Azure's additions, as `AnswerBody` reads them.
///
/// - Tells the answer's id, model, tokens and time, but neither caller nor deployment. What else is known of the call
///   joins it by the id.
/// - Events of a stream, one to a line, join by the id too; those without one say nothing.
/// - An answer without an id (embeddings, images, recordings) is known by all that it says: two equal ones are one.
/// - An error names no call: it is passed over.
struct AnswerDocumentFormat: RecordFormat {
  let name = "answer-document"
  let summary = "answers of the service as a client saved them: chat, completions, responses, embeddings, images, audio"

  func recognises(_ record: Record) -> Bool {
    if AnswerDocumentFormat.isStream(record) { return true }
    switch record["object"]?.text {
    case "chat.completion", "chat.completion.chunk", "text_completion": return record.has("choices")
    case "response": return record.has("output")
    case "list": return record.has("usage") && record.has("model") && record.has("data")
    case .some: return false
    case nil: return recognisesWithoutObject(record)
    }
  }

  private func recognisesWithoutObject(_ record: Record) -> Bool {
    if let type = record["type"]?.text {
      if type == "message" { return record["role"]?.text == "assistant" && record.has("usage") }
      return AnswerDocumentFormat.events.contains { type.hasPrefix($0) } && !record.has("requestId")
    }
    if record.has("choices") { return record.has("prompt_filter_results") && record.has("id") }
    if record.has("data"), record.has("created") {
      return record.names.allSatisfy(AnswerDocumentFormat.image.contains)
    }
    if let error = record["error"]?.object { return record.names.count == 1 && error.has("message") }
    guard record.has("text") else { return false }
    return record["usage"]?.object?["type"] != nil || (record.has("task") && record.has("duration"))
  }

  private static let events = ["response.", "message_", "content_block_", "transcript.text.", "image_generation."]
  private static let image: Set = [
    "created", "data", "usage", "background", "output_format", "quality", "size", "prompt_filter_results",
  ]

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    let isStream = AnswerDocumentFormat.isStream(record)
    guard let answer = try isStream ? AnswerBody.read(text: record["stream"]?.text ?? "") : AnswerBody.read(record)
    else {
      guard isStream else { return .ignored }
      throw Rejection(.unknownRecord, "the record is a stream of events, but of no answer that is known")
    }
    if answer.keys.isEmpty && answer.usage.isEmpty { return .ignored }
    var call = Call()
    call.profile.sides = .gateway
    answer.state(&call, .gatewayResponse)
    let keys = answer.keys.isEmpty ? [CallKey(.recordDigest, record.digest)] : answer.keys
    let cut = Rejection(.cutShort, "the record is a stream that ends before its last event")
    return .fragment(CallFragment(keys: keys, call: call), notices: answer.isWhole ? [] : [cut])
  }

  private static func isStream(_ record: Record) -> Bool {
    if case .csv(let header, _) = record.body { return header == EventStreamText.header }
    return false
  }
}
