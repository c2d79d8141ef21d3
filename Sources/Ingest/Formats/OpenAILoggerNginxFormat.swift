import ChargebackModel

/// The access log of the logging proxy, one JSON line a call: the only thing it writes that tells the application and the
/// status.
///
/// Source: mattfeltonma/openai-log-helper-proxy `default.conf.template`, `log_format logger-json`.
///
/// - `time` is when the answer ended, in seconds since 1970; `resp_time` is in seconds.
/// - Headers stand in one text, `name: value | name: value | `, and may hold an `api-key`, of which only a fingerprint is
///   kept.
/// - `response_body` of a stream is the text of its events.
/// - One version forgot the last quote: its lines are no JSON and are rejected as such.
/// - The proxy's events (`openai-logger`) tell of the same calls, with the same `apim-request-id`.
struct OpenAILoggerNginxFormat: RecordFormat {
  let name = "openai-logger-nginx"
  let summary = "access log lines (JSON) of mattfeltonma's openai-log-helper-proxy, with application and status"

  func recognises(_ record: Record) -> Bool {
    record["source"]?.text == "nginx" && record.has("uri") && record.has("response_headers")
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    let duration = record["resp_time"]?.milliseconds(perUnit: 1000)
    let ended = record["time"]?.text.flatMap(TimestampText.parse)
    let exchange = LoggedExchange(
      method: record["method"]?.text ?? "", target: record["uri"]?.text ?? "", status: record["status"]?.text,
      time: ended.map { $0.advanced(byMilliseconds: -(duration ?? 0)) }, durationMs: duration,
      callerIp: record["address"]?.text, request: HTTPHeaders(piped: record["request_headers"]?.text ?? ""),
      response: HTTPHeaders(piped: record["response_headers"]?.text ?? ""), question: record["request_body"],
      answer: record["response_body"])
    guard var fragment = try exchange.fragment(nested: record.nested, digest: record.digest) else { return .ignored }
    let appId = record["app_id"]?.text.flatMap { $0 == "-" ? nil : $0.lowercased() }
    fragment.call.profile.state(.appId, appId, .gatewayRequest)
    return .fragment(fragment)
  }
}
