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
  private let claims: ClaimTable
  private let estimates: EstimateTable

  init(_ db: Database) {
    database = db
    profiles = ProfileTable(db)
    claims = ClaimTable(db)
    estimates = EstimateTable(db)
  }

  package func merge(_ fragment: CallFragment) throws -> Outcome {
    let keys = CallWriter.keys(fragment)
    var known: [Data: Int64] = [:]
    for key in keys { known[key] = try callId(of: key) }

    let ids = Set(known.values).sorted()
    let id = try ids.first ?? insert(fragment.call)
    for key in keys where known[key] == nil { try insert(key, id) }
    guard !ids.isEmpty else {
      if let claim = fragment.claim { _ = try claims.keep(claim, of: id) }
      _ = try estimates.keep(fragment.call.estimate, of: id)
      return .merged(newCalls: 1)
    }
    let stored = try call(id)
    var joined = stored
    for other in ids.dropFirst() {
      joined.join(try call(other))
      try absorb(other, into: id)
    }
    joined.join(fragment.call.withoutEstimate)
    let isNewEstimate = try estimates.keep(fragment.call.estimate, of: id)
    let keeping = try fragment.claim.map { try claims.keep($0, of: id) }
    for name in keeping?.contradictions ?? [] { joined.profile.noteContradiction(name) }
    if joined != stored { try update(id, joined) }
    let isNewBeside = keeping?.isNew == true || isNewEstimate
    let isNews = joined != stored || ids.count > 1 || known.count < keys.count || isNewBeside
    return isNews ? .merged(newCalls: 1 - ids.count) : .duplicate
  }

  /// An empty id names no call, and an id stated twice is one id. The request that a claim speaks of is the fragment's.
  private static func keys(_ fragment: CallFragment) -> Set<Data> {
    let claimed = fragment.claim.map { [CallKey(.apimRequestId, $0.apimRequestId)] } ?? []
    return Set((fragment.keys + claimed).filter { !$0.text.isEmpty }.map(\.bytes))
  }

  /// Called before the transaction ends.
  func settleClaims() throws { try claims.settle() }

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
    try claims.move(from: other, to: id)
    try estimates.move(from: other, to: id)
    try database.cachedStatement(sql: "DELETE FROM call WHERE id = ?").execute(arguments: [other])
    try database.cachedStatement(sql: "INSERT INTO mergedCall (id, callId) VALUES (?, ?)")
      .execute(arguments: [other, id])
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
}
