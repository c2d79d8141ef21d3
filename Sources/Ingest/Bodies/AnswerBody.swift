import ChargebackModel

/// Reads a response body as a log holds it: an object, JSON in a text, or the events of a stream; also one that was cut.
enum AnswerBody {
  /// - Returns: nil where the field is no answer of the service.
  /// - Throws: a rejection where counts are impossible.
  static func read(_ field: Field) throws(Rejection) -> AnswerFacts? {
    guard let body = field.record else { return nil }
    return try read(body)
  }

  static func read(_ body: Record) throws(Rejection) -> AnswerFacts? {
    var facts = AnswerFacts()
    facts.responseId = body["id"]?.text
    facts.model = body["model"]?.text
    facts.operation = body["object"]?.text.map(OperationName.normalise)
    facts.serviceTier = body["service_tier"]?.text
    facts.created = (body["created"] ?? body["created_at"])?.text.flatMap(TimestampText.parse)
    if let usage = body["usage"]?.record {
      facts.usage = try ReportedUsage.read(usage, embeddings: facts.operation == "Embeddings_Create")
    }
    let isAnswer = body.has("object") || body.has("usage") || body.has("choices") || body.has("error")
    return isAnswer ? facts : nil
  }
}
