/// Which source is believed where two tell of the same calls without a common id.
///
/// First the service's own log; then what knows the caller, the gateway's events before what was made from them; then
/// API Management's logs, which know no caller of their own; then answers by themselves. A source that is not listed, such
/// as one's own mapping, comes last; sources of one place are taken in the order of their names.
enum SourceTrust {
  static let order = [
    "azure-diagnostics", "apim-event-hub", "apim-event-hub-terraform", "openai-logger", "openai-logger-nginx",
    "openai-log-helper-proxy", "openai-log-helper-proxy-nginx", "ai-hub-usage", "aoai-logging", "chunked-events",
    "genai-gateway-toolkit", "chargeback-post", "chargeback-audit", "claude-ledger", "apim-gateway-logs",
    "apim-llm-logs", "aoai-logging-trace", "stream-completion", "har", "http-capture", "batch-output",
    "answer-document",
  ]

  /// Whether `a` is believed before `b`. Records of one call may come from several sources: the best of them counts.
  static func precedes(_ a: Set<String>, _ b: Set<String>) -> Bool { rank(a) < rank(b) }

  private static func rank(_ sources: Set<String>) -> (Int, String) {
    sources.map { (order.firstIndex(of: $0) ?? order.count, $0) }.min { $0 < $1 } ?? (order.count, "")
  }
}
