import ChargebackModel

/// Events of the first log-helper proxy: headers, the answer's text and a number of tokens.
///
/// Source: scallighan/openai-log-helper-proxy `loghelper/openai.py` (`Type`, before 2023-10 `type`).
///
/// - Header values are cut at their first space: `x-ms-region: East US` becomes `East`, a date `Fri,`. Only headers whose
///   values hold no space are believed.
/// - `num_tokens` counts the answer alone. For a stream it is an estimate in the encoding of older models, so it is not
///   taken; only for an answer that was not streamed is it the service's own count.
/// - No prompt, time or status; refused calls, embeddings and pure tool calls are never sent.
/// - `api-key` is there whole, of which only a fingerprint is kept; `authorization` is cut to `Bearer`. `body_content`, the
///   answer's text, is counted where the count is missing, and dropped.
struct LogHelperProxyFormat: RecordFormat {
  let name = "openai-log-helper-proxy"
  let summary = "events of scallighan's openai-log-helper-proxy, with response headers and tokens of the answer"

  func recognises(_ record: Record) -> Bool {
    record.has("num_tokens") && (record["Type"] ?? record["type"])?.text == "openai-log-helper-proxy"
  }

  private static let whole = ["apim-request-id", "content-type", "x-ms-deployment-name", "x-ms-served-model"]

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    var call = Call()
    call.profile.sides = .gateway
    StreamAnalytics.stateTime(record, &call)
    let cut = HTTPHeaders(record["resp_headers"]?.record)
    var response = HTTPHeaders()
    for name in LogHelperProxyFormat.whole {
      if let value = cut[name] { response.add(name, value) }
    }
    response.stateResponse(&call)
    HTTPHeaders(record["req_headers"]?.record).stateCaller(&call, nested: record.nested)
    let tokens = try record["num_tokens"]?.count("num_tokens")
    if call.profile[.stream] == "false" {
      call.state(reported: TokenUsage(outputTokens: tokens))
    } else if let text = record["body_content"]?.text {
      call.state(estimate: CallEstimate(answer: TextEstimate([AnswerText(content: text)], isWhole: true)))
    }
    guard let id = response.apimRequestId else {
      return .fragment(CallFragment(keys: [CallKey(.recordDigest, record.digest)], call: call))
    }
    call.profile.gatewayCarriesKey = true
    return .fragment(CallFragment(keys: [CallKey(.apimRequestId, id)], call: call))
  }
}
