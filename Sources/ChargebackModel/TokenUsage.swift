/// The counts of one call, as the service reports them. A count nobody reported is nil, not zero.
///
/// `inputTokens` includes `cachedInputTokens`; `outputTokens` includes `reasoningTokens`: see `UsageCount`.
package struct TokenUsage: Hashable, Sendable {
  private var counts: [UsageCount: Int64] = [:]

  package init() {}

  package init(
    inputTokens: Int64? = nil, cachedInputTokens: Int64? = nil, outputTokens: Int64? = nil,
    reasoningTokens: Int64? = nil
  ) {
    self[.inputTokens] = inputTokens
    self[.cachedInputTokens] = cachedInputTokens
    self[.outputTokens] = outputTokens
    self[.reasoningTokens] = reasoningTokens
  }

  package subscript(count: UsageCount) -> Int64? {
    get { counts[count] }
    set { counts[count] = newValue }
  }

  package var inputTokens: Int64? { self[.inputTokens] }
  package var cachedInputTokens: Int64? { self[.cachedInputTokens] }
  package var outputTokens: Int64? { self[.outputTokens] }
  package var reasoningTokens: Int64? { self[.reasoningTokens] }

  package var isEmpty: Bool { counts.isEmpty }

  /// The quantities of all meters, each token on one meter only; those of zero are left out.
  package func quantities() -> [Meter: Int64] {
    Dictionary(uniqueKeysWithValues: Meter.allCases.map { ($0, quantity(of: $0)) }).filter { $0.value != 0 }
  }

  /// The quantity of one meter; negative where the counts contradict each other.
  package func quantity(of meter: Meter) -> Int64 {
    meter.counts.reduce(0) { $0 + (self[$1.count] ?? 0) * $1.sign }
  }
}
