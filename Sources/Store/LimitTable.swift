import ChargebackModel
import GRDB

/// What the service said of its limits, beside each call.
enum LimitTable: AsideRow {
  static let table = "callLimit"
  static let columns = ["remainingRequests", "remainingTokens", "retryAfterMs"]
  static let empty = RateLimits()

  static func values(_ limits: RateLimits) -> [Int64?] {
    [limits.remainingRequests, limits.remainingTokens, limits.retryAfterMs]
  }

  static func aside(_ value: (Int) -> Int64?) -> RateLimits {
    RateLimits(remainingRequests: value(0), remainingTokens: value(1), retryAfterMs: value(2))
  }

  static func join(_ limits: inout RateLimits, _ other: RateLimits) { limits.join(other) }

  static func limits(_ row: Row) -> RateLimits { aside { row[columns[$0]] } }
}
