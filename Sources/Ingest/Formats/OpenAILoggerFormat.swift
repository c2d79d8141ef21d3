import ChargebackModel

/// Events of the log-helper proxy: token counts, caller and response headers of a call together.
///
/// Source: mattfeltonma/openai-log-helper-proxy `processor.py`, all versions (`message_guid`, `client_ip` and
/// `response_time` since 2024-04, `model` since 2024-09).
///
/// - `model` is the deployment of the request's address, not the model.
/// - `response_time` is in seconds.
/// - When a call fails, the proxy sends an event with the failed call's headers, deployment and address beside the counts
///   and the `message_guid` of its last good answer: see `UsageClaim`. So `streaming` is not believed either.
/// - No event time; the response's `date` header stands in.
/// - `req_headers` may hold an `api-key`, of which only a fingerprint is kept. `prompt` and `completion` are not looked at.
struct OpenAILoggerFormat: RecordFormat {
  let name = "openai-logger"
  let summary = "events of the openai-log-helper-proxy (Type openai-logger), with tokens and response headers"

  func recognises(_ record: Record) -> Bool { record["Type"]?.text == "openai-logger" }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    var call = Call()
    call.profile.sides = .gateway
    let response = HTTPHeaders(record["resp_headers"]?.record)
    let time = response["date"].flatMap(TimestampText.parse)
    call.state(time: time, .gatewayResponse)
    StreamAnalytics.stateTime(record, &call)
    response.stateResponse(&call)
    HTTPHeaders(record["req_headers"]?.record).stateCaller(&call, nested: record.nested)
    call.profile.state(.callerIp, record["client_ip"]?.text, .gatewayRequest)
    call.profile.state(.deployment, record["model"]?.text?.lowercased(), .gatewayRequest)
    call.state(gatewayDurationMs: record["response_time"]?.milliseconds(perUnit: 1000), .gatewayResponse)
    let usage = TokenUsage(
      inputTokens: try record["prompt_tokens"]?.count("prompt_tokens"),
      outputTokens: try record["completion_tokens"]?.count("completion_tokens"))

    let guid = record["message_guid"]?.text
    guard let key = response.apimRequestId else {
      call.state(reported: usage)
      let key = guid.map { CallKey(.messageId, $0) } ?? CallKey(.recordDigest, record.digest)
      return .fragment(CallFragment(keys: [key], call: call))
    }
    call.profile.gatewayCarriesKey = true
    var fragment = CallFragment(keys: [CallKey(.apimRequestId, key)], call: call)
    if let guid {
      fragment.claim = UsageClaim(messageGuid: guid, apimRequestId: key, time: time, usage: usage)
    } else {
      fragment.call.state(reported: usage)
    }
    return .fragment(fragment)
  }
}
