import ChargebackModel

/// What the service said of its limits in the headers of an answer, as numbers.
enum LimitColumns {
  static let names = ["remainingRequests", "remainingTokens", "retryAfterMs", "utilisation", "isSpilledOver"]

  static func values(_ limits: RateLimits) -> [Int64?] {
    [
      limits.remainingRequests, limits.remainingTokens, limits.retryAfterMs, limits.utilisation,
      limits.isSpilledOver ? 1 : nil,
    ]
  }

  /// - Parameter value: of a column by its place.
  static func limits(_ value: (Int) -> Int64?) -> RateLimits {
    RateLimits(
      remainingRequests: value(0), remainingTokens: value(1), retryAfterMs: value(2), utilisation: value(3),
      isSpilledOver: value(4) == 1)
  }
}
