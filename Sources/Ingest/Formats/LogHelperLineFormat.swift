import ChargebackModel

/// The access log of the log-helper proxies: nginx's combined log format, then headers and answer between ` ||| `.
///
/// Source: scallighan/openai-log-helper-proxy and early mattfeltonma/openai-log-helper-proxy `default.conf.template`,
/// `log_format main`; nginx, `ngx_http_log_module` (escapes).
///
/// - Holds the whole bearer token and API key: of the token only the claims are kept, of the key a fingerprint.
/// - The answer has a space where each buffer began, also inside the names of its members.
/// - The time is the answer's end, to the second.
struct LogHelperLineFormat: RecordFormat {
  let name = "openai-log-helper-proxy-nginx"
  let summary = "access log lines of the openai-log-helper-proxy: nginx combined, then headers and answer"

  func recognises(_ record: Record) -> Bool { record["line"]?.text?.contains(TextLine.separator) == true }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    var parts: [Substring] = []
    var rest = (record["line"]?.text ?? "")[...]
    while parts.count < 3, let separator = rest.firstRange(of: TextLine.separator) {
      parts.append(rest[..<separator.lowerBound])
      rest = rest[separator.upperBound...]
    }
    guard let first = parts.first, let line = CombinedLogLine(first) else {
      throw Rejection(.malformed, "the record is no line of nginx's combined log format")
    }
    guard parts.count == 3 else { throw Rejection(.cutShort, "the record ends in the middle") }
    let body = CombinedLogLine.unescaped(rest.hasSuffix("\"") ? rest.dropLast() : rest).trimmingSpaces()
    let answer = LogHelperLineFormat.withoutStraySpaces(body)
    let exchange = LoggedExchange(
      method: line.method, target: line.target, status: line.status, time: line.time, callerIp: line.address,
      request: HTTPHeaders(piped: CombinedLogLine.unescaped(parts[1])),
      response: HTTPHeaders(piped: CombinedLogLine.unescaped(parts[2])),
      answer: Field(.text(answer), nested: record.nested))
    guard let fragment = try exchange.fragment(nested: record.nested, digest: record.digest) else { return .ignored }
    return .fragment(fragment)
  }

  /// The JSON in a body, or in each line of a stream, as the service wrote it.
  private static func withoutStraySpaces(_ body: String) -> String {
    let lines = body.hasPrefix("{") ? [body[...]] : body.linesOfAnySystem
    let cleaned = lines.map { line in
      guard let open = line.firstIndex(of: "{") else { return String(line) }
      var json = String(line[open...])
      return line[..<open] + String(decoding: json.withUTF8 { StraySpaces.removed(from: .init($0)) }, as: UTF8.self)
    }
    return cleaned.joined(separator: "\n")
  }
}
