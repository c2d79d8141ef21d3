/// What the service said of its limits in the headers of an answer.
///
/// Source: Microsoft Learn, "Azure OpenAI quotas and limits", and recorded answers: `x-ratelimit-remaining-requests`,
/// `x-ratelimit-remaining-tokens`, `retry-after-ms`, `retry-after`; of provisioned deployments
/// `azure-openai-deployment-utilization`, `x-ms-is-spilled-over`. All of it is headroom, never usage.
package struct RateLimits: Hashable, Sendable {
  /// Requests that the deployment would still have taken in its period.
  package private(set) var remainingRequests: Int64?
  /// Tokens, likewise. Azure writes -1 where it does not know.
  package private(set) var remainingTokens: Int64?
  /// How long a refused caller was told to wait, in milliseconds.
  package private(set) var retryAfterMs: Int64?
  /// How far a provisioned deployment was used, in hundredths of a percent.
  package private(set) var utilisation: Int64?
  /// Whether a full provisioned deployment let the call spill over to another.
  package private(set) var isSpilledOver: Bool

  package init(
    remainingRequests: Int64? = nil, remainingTokens: Int64? = nil, retryAfterMs: Int64? = nil,
    utilisation: Int64? = nil, isSpilledOver: Bool = false
  ) {
    func known(_ value: Int64?) -> Int64? { value.flatMap { $0 >= 0 ? $0 : nil } }
    self.remainingRequests = known(remainingRequests)
    self.remainingTokens = known(remainingTokens)
    self.retryAfterMs = known(retryAfterMs)
    self.utilisation = known(utilisation)
    self.isSpilledOver = isSpilledOver
  }

  package var isEmpty: Bool { self == RateLimits() }

  /// Of two records, or two attempts, the one that was nearer to the limit.
  package mutating func join(_ other: RateLimits) {
    remainingRequests = RateLimits.chosen(remainingRequests, other.remainingRequests, min)
    remainingTokens = RateLimits.chosen(remainingTokens, other.remainingTokens, min)
    retryAfterMs = RateLimits.chosen(retryAfterMs, other.retryAfterMs, max)
    utilisation = RateLimits.chosen(utilisation, other.utilisation, max)
    isSpilledOver = isSpilledOver || other.isSpilledOver
  }

  private static func chosen(_ a: Int64?, _ b: Int64?, _ rule: (Int64, Int64) -> Int64) -> Int64? {
    guard let a, let b else { return a ?? b }
    return rule(a, b)
  }
}
