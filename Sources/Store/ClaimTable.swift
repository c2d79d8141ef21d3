import ChargebackModel
import GRDB

/// Keeps claims beside the calls that they are about, and settles which of them are true.
final class ClaimTable {
  private let db: Database
  private var changedGuids: Set<String> = []
  private var changedCalls: Set<Int64> = []

  init(_ db: Database) { self.db = db }

  /// Keeps a claim about a call; of two copies that differ in their counts the larger ones, as of all counts.
  /// - Returns: whether it added anything, and the counts in which it differs from a copy that was known.
  func keep(_ claim: UsageClaim, of call: Int64) throws -> (isNew: Bool, contradictions: Set<String>) {
    let place: [any DatabaseValueConvertible] = [
      claim.messageGuid, claim.time?.milliseconds ?? Int64.max,
      CallKey(.apimRequestId, claim.apimRequestId).canonicalText,
    ]
    let known = try counts(at: place)
    var joined = Call()
    joined.state(reported: known ?? TokenUsage())
    joined.state(reported: claim.usage)
    guard joined.reported != known else { return (false, joined.profile.contradictions) }
    let insert = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO usageClaim (messageGuid, time, apimRequestId, callId, inputTokens, outputTokens)
        VALUES (?, ?, ?, ?, ?, ?)
        """)
    let values = place + [call]
    try insert.execute(
      arguments: StatementArguments(values) + [joined.reported.inputTokens, joined.reported.outputTokens])
    changedGuids.insert(claim.messageGuid)
    return (true, joined.profile.contradictions)
  }

  private func counts(at place: [any DatabaseValueConvertible]) throws -> TokenUsage? {
    let find = try db.cachedStatement(
      sql: """
        SELECT inputTokens, outputTokens
        FROM usageClaim
        WHERE messageGuid = ? AND time = ? AND apimRequestId = ?
        """)
    return try Row.fetchOne(find, arguments: StatementArguments(place)).map {
      TokenUsage(inputTokens: $0["inputTokens"], outputTokens: $0["outputTokens"])
    }
  }

  /// Gives one call's claims to another that turned out to be the same.
  func move(from other: Int64, to call: Int64) throws {
    let move = try db.cachedStatement(sql: "UPDATE usageClaim SET callId = ? WHERE callId = ?")
    try move.execute(arguments: [call, other])
    if db.changesCount > 0 { changedCalls.insert(call) }
  }

  /// Tells of each call whose claims changed which counts true claims give it.
  func settle(_ give: (_ call: Int64, TokenUsage) throws -> Void) throws {
    for guid in changedGuids {
      let calls = try db.cachedStatement(sql: "SELECT callId FROM usageClaim WHERE messageGuid = ?")
      changedCalls.formUnion(try Int64.fetchAll(calls, arguments: [guid]))
    }
    let settle = try SQLStatement(
      db,
      """
      SELECT max(inputTokens), max(outputTokens)
      FROM usageClaim AS claim
      WHERE callId = ?
        AND (time, apimRequestId) = (
          SELECT time, apimRequestId
          FROM usageClaim
          WHERE messageGuid = claim.messageGuid
          ORDER BY time, apimRequestId
          LIMIT 1)
      """)
    for call in changedCalls {
      settle.bind(1, call)
      defer { settle.reset() }
      guard try settle.step() else { continue }
      try give(call, TokenUsage(inputTokens: settle.integer(0), outputTokens: settle.integer(1)))
    }
    changedGuids = []
    changedCalls = []
  }
}
