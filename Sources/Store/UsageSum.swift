import ChargebackModel

/// Calls that share a profile, lie in one slice of time, and used the same meters.
package struct UsageSum: Hashable, Sendable {
  /// Index of the slice of time, counted from 0.
  package let slice: Int
  package let profileId: Int64
  package let source: UsageSource
  /// How many of the bounds for long-context prices the input of each call exceeds.
  package let inputBand: Int
  package let calls: Int64
  /// Sums, in tokens; zero where `source` is unknown.
  package let inputTokens: Int64
  package let cachedInputTokens: Int64
  package let outputTokens: Int64
  package let reasoningTokens: Int64
}
