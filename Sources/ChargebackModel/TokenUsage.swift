/// The token counts of one call, in tokens, as the service reports them.
///
/// `inputTokens` includes `cachedInputTokens`; `outputTokens` includes `reasoningTokens`. A count nobody reported is nil,
/// not zero.
package struct TokenUsage: Hashable, Sendable {
  package var inputTokens: Int64?
  package var cachedInputTokens: Int64?
  package var outputTokens: Int64?
  package var reasoningTokens: Int64?

  package init(
    inputTokens: Int64? = nil, cachedInputTokens: Int64? = nil, outputTokens: Int64? = nil,
    reasoningTokens: Int64? = nil
  ) {
    self.inputTokens = inputTokens
    self.cachedInputTokens = cachedInputTokens
    self.outputTokens = outputTokens
    self.reasoningTokens = reasoningTokens
  }

  package var isEmpty: Bool { self == TokenUsage() }

  /// The counts for each meter, each token once.
  package func quantities() -> [Meter: Int64] {
    let cached = cachedInputTokens ?? 0
    return [.input: (inputTokens ?? 0) - cached, .cachedInput: cached, .output: outputTokens ?? 0]
      .filter { $0.value != 0 }
  }
}

/// Where the token counts of a call come from; a report never adds these without saying so.
package enum UsageSource: String, CaseIterable, Hashable, Sendable {
  case unknown, estimated, reported
}
