import ChargebackModel

/// Events that an API Management policy writes with `log-to-eventhub`: a request and a response event, in one variant
/// also a chargeback event, tied by `message-id`.
///
/// Sources, all versions of each: Azure-Samples/openai-python-enterprise-logging
/// `assets/apim-policy-event-hub-logging.xml` (v1: `appid`; v2: `event-type`), mattfeltonma/azure-openai-apim
/// `apim-policies/apim-policy-event-hub-logging.xml` (three events since 2023-06).
///
/// - Counts are texts. `choices`, `messages` and `prompt` are JSON in texts: their tokens are counted, and they are dropped.
///   `response` is never looked at.
/// - Identity is the request event's: a gateway that signs in itself shows its own `appid` in the response event.
/// - `backend` is the gateway's host in the request event and the service's in the response event.
/// - A streamed or failed call has a request event only.
struct APIMEventHubFormat: RecordFormat {
  let name = "apim-event-hub"
  let summary = "API Management policy events tied by message-id (enterprise-logging v1 and v2, three-event variant)"

  func recognises(_ record: Record) -> Bool {
    if record.has("message-id") { return true }
    // The first version of the three-event policy wrote no message-id into its response event.
    return record.has("modeltime") && record.has("event-time") && record.has("total_tokens")
  }

  func recognises(_ header: TableHeader) -> Bool { header.names.contains("message-id") }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    let isResponse = APIMEventHubFormat.isResponse(record)
    let authority: Authority = isResponse ? .gatewayResponse : .gatewayRequest
    var call = Call()
    call.profile.sides = .gateway
    call.state(time: record["event-time"]?.text.flatMap(TimestampText.parse), authority)
    StreamAnalytics.stateTime(record, &call)
    call.profile.state(.appId, record["appid"]?.text?.lowercased(), authority)
    call.profile.state(.productId, record["productId"]?.text, authority)
    if let backend = record["backend"]?.text {
      call.profile.stateResource(ofBackend: backend, isBackend: isResponse, authority)
    }
    let operation = record["operationname"]?.text ?? record["OperationName"]?.text ?? record["operation"]?.text
    call.profile.state(.operation, operation.map(OperationName.normalise), isResponse ? .hint : authority)
    if isResponse {
      try stateResponse(record, &call)
    } else {
      call.state(estimate: CallEstimate(prompt: TextEstimate(RequestText(policyEvent: record), isWhole: true)))
    }
    guard let id = record["message-id"]?.text else {
      let notice = Rejection(
        .missingKey, "the record bears no message-id: it stands as a call of its own, beside its request")
      return .fragment(CallFragment(keys: [CallKey(.recordDigest, record.digest)], call: call), notices: [notice])
    }
    return .fragment(CallFragment(keys: [CallKey(.messageId, id)], call: call))
  }

  private func stateResponse(_ record: Record, _ call: inout Call) throws(Rejection) {
    call.profile.state(.bodyModel, record["model"]?.text, .gatewayResponse)
    // `modeltime` is the header Openai-Processing-Ms: the service's time, as the gateway was told.
    call.state(serviceDurationMs: (record["modeltime"] ?? record["response-time"])?.milliseconds(), .hint)
    let embeddings = record["operation"]?.text.map(OperationName.normalise) == "Embeddings_Create"
    let counts = record["usage"]?.record ?? record
    let usage = try ReportedUsage.read(counts, embeddings: embeddings)
    call.state(reported: usage)
    if usage.isEmpty || record["message-id"]?.text.map(EstimateSample.holds) == true {
      call.state(estimate: CallEstimate(answer: TextEstimate(AnswerText.choices(record["choices"]), isWhole: true)))
    }
    let filters = FilterResults.marks(ofChoices: record["choices"])
    for mark in filters.marks { call.state(filterMark: mark) }
    if filters.isStopped { call.profile.state(.contentFilter, "completion", .gatewayResponse) }
    if ReportedUsage.totalContradicts(counts, usage) { call.profile.noteContradiction("totalTokens") }
  }

  private static func isResponse(_ record: Record) -> Bool {
    if let type = record["event-type"]?.text { return type.lowercased() == "response" }
    return ["choices", "modeltime", "response-time", "response", "completion_tokens"].contains(where: record.has)
  }
}
