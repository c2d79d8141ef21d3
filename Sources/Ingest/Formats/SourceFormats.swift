/// Every input format that `ingest` reads, the most particular first.
package enum SourceFormats {
  static let all: [any RecordFormat] = [
    OpenAILoggerFormat(),
    APIMEventHubFormat(),
    APIMTerraformFormat(),
    AIHubUsageFormat(),
    LogHelperProxyFormat(),
    LogHelperLineFormat(),
    OpenAILoggerNginxFormat(),
    ChargebackPostFormat(),
    ChargebackAuditFormat(),
    ChargebackSumFormat(),
    GenAIToolkitFormat(),
    AOAILoggingFormat(),
    AOAILoggingTraceFormat(),
    ChunkedEventFormat(),
    StreamCompletionFormat(),
    ClaudeLedgerFormat(),
    TokenMetricFormat(),
    APIMRequestFormat(),
    ActivityLogFormat(),
    APIMGatewayLlmLogFormat(),
    APIMGatewayLogFormat(),
    AzureDiagnosticsFormat(),
    BatchOutputFormat(),
    HARFormat(),
    HTTPCaptureFormat(),
    AnswerDocumentFormat(),
  ]

  /// Names and one-line summaries, in that order.
  package static var descriptions: [(name: String, summary: String)] { all.map { ($0.name, $0.summary) } }

  /// The formats to try, those of mappings first.
  /// - Parameter name: of the only one to use; nil for all.
  /// - Throws: `Importer.UnknownFormat`.
  static func chosen(_ name: String?, _ mappings: [Mapping]) throws -> [any RecordFormat] {
    let chosen = (mappings.map { MappedFormat(mapping: $0) } + all).filter { name == nil || $0.name == name }
    if chosen.isEmpty { throw Importer.UnknownFormat() }
    return chosen
  }
}
