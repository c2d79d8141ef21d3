import ChargebackModel

/// Lines of a batch job's files: its output, its errors, and what is passed over: its input and the job itself.
///
/// Sources: Microsoft Learn, "Getting started with Azure OpenAI batch deployments" (`custom_id`, `response`, `error`);
/// openai-openapi `BatchRequestOutput`, which adds an `id` (`batch_req_…`), and `Batch`.
///
/// - A line names no caller and no deployment: who made the job is known to whoever exported its files.
/// - No time but the answer's own `created`; failed lines and embeddings have none.
/// - Same model, but the prices of batch: see `Fact.batch`.
/// - `custom_id` is unique within a job only, so it is no key.
/// - A line without a response was never run: no call. An error file may be empty.
struct BatchOutputFormat: RecordFormat {
  let name = "batch-output"
  let summary = "output and error files of batch jobs, in Azure's form and in OpenAI's"

  func recognises(_ record: Record) -> Bool {
    if record.has("custom_id") { return ["response", "error", "body"].contains(where: record.has) }
    return record["object"]?.text == "batch" && record.has("input_file_id")
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    guard let response = record["response"]?.record else { return .ignored }
    var call = Call()
    call.profile.sides = .service
    call.profile.state(.batch, "true", .service)
    call.profile.state(.statusCode, response["status_code"]?.text, .service)
    var keys: [CallKey] = []
    if let answer = try response["body"].flatMap({ (body) throws(Rejection) in try AnswerBody.read(body) }) {
      answer.state(&call, .service)
      keys += answer.keys
    }
    if let id = record["id"]?.text, id.hasPrefix("batch_req_") { keys.append(CallKey(.responseId, id)) }
    if keys.isEmpty { keys = [CallKey(.recordDigest, record.digest)] }
    return .fragment(CallFragment(keys: keys, call: call))
  }
}
