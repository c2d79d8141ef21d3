import ChargebackModel
import GRDB

/// Keeps beside each call what the service said of its limits.
final class LimitTable {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// False if it added nothing.
  func keep(_ limits: RateLimits, of call: Int64) throws -> Bool {
    guard !limits.isEmpty else { return false }
    let known = try self.limits(of: call)
    var joined = known ?? RateLimits()
    joined.join(limits)
    guard joined != known else { return false }
    let insert = try db.cachedStatement(sql: "INSERT OR REPLACE INTO callLimit VALUES (?, ?, ?, ?, ?, ?)")
    try insert.execute(
      arguments: [
        call, joined.remainingRequests, joined.remainingTokens, joined.retryAfterMs, joined.utilisation,
        joined.isSpilledOver,
      ])
    return true
  }

  /// Gives one call's limits to another that turned out to be the same.
  func move(from other: Int64, to call: Int64) throws {
    guard let limits = try limits(of: other) else { return }
    _ = try keep(limits, of: call)
    try db.cachedStatement(sql: "DELETE FROM callLimit WHERE callId = ?").execute(arguments: [other])
  }

  private func limits(of call: Int64) throws -> RateLimits? {
    let find = try db.cachedStatement(sql: "SELECT * FROM callLimit WHERE callId = ?")
    return try Row.fetchOne(find, arguments: [call]).map(LimitTable.limits)
  }

  static func limits(_ row: Row) -> RateLimits {
    RateLimits(
      remainingRequests: row["remainingRequests"], remainingTokens: row["remainingTokens"],
      retryAfterMs: row["retryAfterMs"], utilisation: row["utilisation"],
      isSpilledOver: row["isSpilledOver"] ?? false)
  }
}
