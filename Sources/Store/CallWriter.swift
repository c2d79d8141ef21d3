import ChargebackModel
import Foundation
import GRDB

/// Joins fragments into calls, inside one transaction.
///
/// Two calls that a fragment ties together become one. Since `Call.join` is a least upper bound and keys are only ever
/// added, any order of fragments ends in the same calls.
package final class CallWriter {
  package enum Outcome: Equatable {
    /// The fragment added something. `newCalls` is -1 where it showed two calls to be one.
    case merged(newCalls: Int)
    /// All of it was known.
    case duplicate
  }

  let database: Database
  private let profiles: ProfileTable
  private var claimedGuids: Set<String> = []

  init(_ db: Database) {
    database = db
    profiles = ProfileTable(db)
  }

  package func merge(_ fragment: CallFragment) throws -> Outcome {
    let keys = fragment.keys.map(\.bytes)
    var known: [Data: Int64] = [:]
    for key in keys { known[key] = try callId(of: key) }
    let newClaim = try fragment.claim.map(insert) ?? false

    let ids = Set(known.values).sorted()
    guard let id = ids.first else {
      let id = try insert(fragment.call)
      for key in keys { try insert(key, id) }
      return .merged(newCalls: 1)
    }
    let stored = try call(id)
    var joined = stored
    for other in ids.dropFirst() {
      joined.join(try call(other))
      try absorb(other, into: id)
    }
    joined.join(fragment.call)
    for key in keys where known[key] == nil { try insert(key, id) }
    if joined != stored { try update(id, joined) }
    let isNews = joined != stored || ids.count > 1 || known.count < keys.count || newClaim
    return isNews ? .merged(newCalls: 1 - ids.count) : .duplicate
  }

  /// Keeps that a record could not be read. False if it was known.
  package func reject(digest: Data, code: IssueCode) throws -> Bool {
    let insert = try database.cachedStatement(sql: "INSERT OR IGNORE INTO rejectedRecord (digest, code) VALUES (?, ?)")
    try insert.execute(arguments: [digest, code.rawValue])
    return database.changesCount > 0
  }

  // MARK: Calls

  private func call(_ id: Int64) throws -> Call {
    let find = try database.cachedStatement(sql: "SELECT * FROM call WHERE id = ?")
    guard let row = try Row.fetchOne(find, arguments: [id]) else {
      throw StoreFailure("the database is damaged: a key leads to call \(id), which is not there")
    }
    return CallRow.call(row, profile: try profiles.profile(row["profileId"]))
  }

  private func insert(_ call: Call) throws -> Int64 {
    let values = CallRow.arguments(call, profileId: try profiles.id(of: call.profile))
    try database.cachedStatement(sql: CallRow.insertSQL).execute(arguments: StatementArguments(values))
    return database.lastInsertedRowID
  }

  private func update(_ id: Int64, _ call: Call) throws {
    let values = CallRow.arguments(call, profileId: try profiles.id(of: call.profile)) + [id]
    try database.cachedStatement(sql: CallRow.updateSQL).execute(arguments: StatementArguments(values))
  }

  private func absorb(_ other: Int64, into id: Int64) throws {
    let carry = try database.cachedStatement(
      sql: """
        UPDATE call SET (claimedInputTokens, claimedOutputTokens) =
          (SELECT claimedInputTokens, claimedOutputTokens FROM call WHERE id = ?1)
        WHERE id = ?2 AND claimedInputTokens IS NULL AND claimedOutputTokens IS NULL
        """)
    try carry.execute(arguments: [other, id])
    try database.cachedStatement(sql: "DELETE FROM call WHERE id = ?").execute(arguments: [other])
    try database.cachedStatement(sql: "INSERT INTO mergedCall (id, callId) VALUES (?, ?)").execute(arguments: [
      other, id,
    ])
  }

  // MARK: Keys

  private func callId(of key: Data) throws -> Int64? {
    let find = try database.cachedStatement(sql: "SELECT callId FROM callKey WHERE key = ?")
    guard var id = try Int64.fetchOne(find, arguments: [key]) else { return nil }
    let follow = try database.cachedStatement(sql: "SELECT callId FROM mergedCall WHERE id = ?")
    while let next = try Int64.fetchOne(follow, arguments: [id]) { id = next }
    return id
  }

  private func insert(_ key: Data, _ id: Int64) throws {
    try database.cachedStatement(sql: "INSERT OR REPLACE INTO callKey (key, callId) VALUES (?, ?)")
      .execute(arguments: [key, id])
  }

  // MARK: Claims

  /// False if the claim was known.
  private func insert(_ claim: UsageClaim) throws -> Bool {
    let insert = try database.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO usageClaim (messageGuid, time, apimRequestId, inputTokens, outputTokens)
        VALUES (?, ?, ?, ?, ?)
        """)
    try insert.execute(arguments: [
      claim.messageGuid, claim.time?.milliseconds ?? Int64.max, claim.apimRequestId.lowercased(),
      claim.usage.inputTokens, claim.usage.outputTokens,
    ])
    guard database.changesCount > 0 else { return false }
    claimedGuids.insert(claim.messageGuid)
    return true
  }

  /// Gives claimed counts to the calls whose claim is true and takes them from the others. Called before the transaction
  /// ends.
  func settleClaims() throws {
    for guid in claimedGuids.sorted() {
      let requests = try String.fetchAll(
        database.cachedStatement(sql: "SELECT apimRequestId FROM usageClaim WHERE messageGuid = ?"), arguments: [guid])
      for request in requests { try settleClaims(ofRequest: request) }
    }
    claimedGuids = []
  }

  private func settleClaims(ofRequest request: String) throws {
    guard let id = try callId(of: CallKey(.apimRequestId, request).bytes) else { return }
    let truth = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT inputTokens, outputTokens
          FROM usageClaim AS claim
          WHERE apimRequestId = ?
            AND (time, apimRequestId) = (
              SELECT time, apimRequestId
              FROM usageClaim
              WHERE messageGuid = claim.messageGuid
              ORDER BY time, apimRequestId
              LIMIT 1)
          ORDER BY messageGuid
          LIMIT 1
          """), arguments: [request])
    try database.cachedStatement(sql: "UPDATE call SET claimedInputTokens = ?, claimedOutputTokens = ? WHERE id = ?")
      .execute(arguments: [truth?["inputTokens"] as Int64?, truth?["outputTokens"] as Int64?, id])
  }
}
