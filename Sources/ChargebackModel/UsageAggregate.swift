/// Counts of calls that a source has summed up already, so that no call can be told from another.
package struct UsageAggregate: Hashable, Sendable {
  package let source: String
  /// The start of the span that is summed.
  package let time: Instant
  /// What is counted, by the source's own name: `Prompt Tokens`.
  package let metric: String
  /// Sum over the calls.
  package let value: Int64
  /// How many calls; nil where the source does not tell.
  package let calls: Int64?
  /// What the source grouped by, under its own names.
  package let dimensions: [String: String]

  package init(
    source: String, time: Instant, metric: String, value: Int64, calls: Int64?, dimensions: [String: String]
  ) {
    self.source = source
    self.time = time
    self.metric = metric
    self.value = value
    self.calls = calls
    self.dimensions = dimensions
  }
}
