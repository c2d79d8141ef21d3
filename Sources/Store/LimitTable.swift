import ChargebackModel
import GRDB

/// What the service said of its limits, beside each call.
enum LimitTable: AsideRow {
  static let table = "callLimit"
  static let columns = ["remainingRequests", "remainingTokens", "retryAfterMs", "utilisation", "isSpilledOver"]
  static let empty = RateLimits()

  static func values(_ limits: RateLimits) -> [Int64?] {
    [
      limits.remainingRequests, limits.remainingTokens, limits.retryAfterMs, limits.utilisation,
      limits.isSpilledOver ? 1 : 0,
    ]
  }

  static func aside(_ value: (Int) -> Int64?) -> RateLimits {
    RateLimits(
      remainingRequests: value(0), remainingTokens: value(1), retryAfterMs: value(2), utilisation: value(3),
      isSpilledOver: value(4) == 1)
  }

  static func join(_ limits: inout RateLimits, _ other: RateLimits) { limits.join(other) }

  static func limits(_ row: Row) -> RateLimits { aside { row[columns[$0]] } }
}
