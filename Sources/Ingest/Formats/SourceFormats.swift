/// Every input format that `ingest` reads, the most particular first.
package enum SourceFormats {
  static let all: [any RecordFormat] = [
    OpenAILoggerFormat(),
    APIMEventHubFormat(),
    APIMTerraformFormat(),
    AIHubUsageFormat(),
    AzureDiagnosticsFormat(),
  ]

  /// Names and one-line summaries, in that order.
  package static var descriptions: [(name: String, summary: String)] { all.map { ($0.name, $0.summary) } }
}
