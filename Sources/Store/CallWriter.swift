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

  /// What batches of one store share: which is only a memory of what the database holds.
  struct Memory {
    var profiles = ProfileTable()
    var keys = KeyIndex()
  }

  let database: Database
  private var memory: Memory
  private let claims: ClaimTable
  private let estimates: EstimateTable
  private let limits: LimitTable
  private var batch: CallBatch
  private var sums = SliceSums()
  /// Whether any key leads through `mergedCall`.
  private var hasMergedCalls: Bool
  /// The id of the call that the latest fragment was joined to.
  package private(set) var latestCall: Int64 = 0

  init(_ db: Database, _ memory: Memory) throws {
    database = db
    self.memory = memory
    claims = ClaimTable(db)
    estimates = EstimateTable(db)
    limits = LimitTable(db)
    batch = try CallBatch(db)
    hasMergedCalls = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT * FROM mergedCall)") ?? false
    try self.memory.keys.begin(db)
  }

  package func merge(_ fragment: CallFragment) throws -> Outcome {
    let keys = CallWriter.keys(fragment)
    var unknown: [KeyEntry] = []
    var ids: [Int64] = []
    for key in keys {
      if let id = try callId(of: key) {
        if !ids.contains(id) { ids.append(id) }
      } else {
        unknown.append(key)
      }
    }
    ids.sort()
    guard let id = ids.first else {
      let place = try batch.append(fragment.call.withoutAsides, &memory.profiles, database)
      latestCall = batch[place].id
      for key in keys { memory.keys.insert(key.leading(to: batch[place].id)) }
      if let claim = fragment.claim { _ = try claims.keep(claim, of: batch[place].id) }
      _ = try estimates.keep(fragment.call.estimate, of: batch[place].id)
      _ = try limits.keep(fragment.call.limits, of: batch[place].id)
      return .merged(newCalls: 1)
    }
    latestCall = id
    for key in unknown { memory.keys.insert(key.leading(to: id)) }
    let place = try batch.place(of: id, &memory.profiles, database)
    var joined = batch[place].call
    for other in ids.dropFirst() { joined.join(try absorb(other, into: id)) }
    joined.join(fragment.call.withoutAsides)
    let isNewEstimate = try estimates.keep(fragment.call.estimate, of: id)
    let isNewLimit = try limits.keep(fragment.call.limits, of: id)
    let keeping = try fragment.claim.map { try claims.keep($0, of: id) }
    for name in keeping?.contradictions ?? [] { joined.profile.noteContradiction(name) }
    let isChanged = joined != batch[place].call
    if isChanged { batch.replace(place, by: joined) }
    let isNewBeside = keeping?.isNew == true || isNewEstimate || isNewLimit
    let isNews = isChanged || ids.count > 1 || !unknown.isEmpty || isNewBeside
    return isNews ? .merged(newCalls: 1 - ids.count) : .duplicate
  }

  /// An empty id names no call, and an id stated twice is one id. The request that a claim speaks of is the fragment's.
  private static func keys(_ fragment: CallFragment) -> [KeyEntry] {
    var entries: [KeyEntry] = []
    func add(_ key: CallKey) {
      if key.text.isEmpty { return }
      let entry = KeyEntry(key)
      if !entries.contains(where: entry.isSameKey) { entries.append(entry) }
    }
    fragment.keys.forEach(add)
    if let claim = fragment.claim { add(CallKey(.apimRequestId, claim.apimRequestId)) }
    return entries
  }

  /// Writes what the batch changed, before its transaction ends.
  func end() throws -> Memory {
    try batch.end(&memory.profiles, &sums, database)
    try claims.settle(around: { id, change in
      sums.take(try batch.sum(of: id, &memory.profiles, database), times: -1)
      try change()
      sums.take(try batch.sum(of: id, &memory.profiles, database), times: 1)
    })
    try sums.end(database)
    try memory.keys.end(database)
    return memory
  }

  /// Keeps that a record could not be read. False if it was known.
  package func reject(digest: Data, code: IssueCode) throws -> Bool {
    let insert = try database.cachedStatement(sql: "INSERT OR IGNORE INTO rejectedRecord (digest, code) VALUES (?, ?)")
    try insert.execute(arguments: [digest, code.rawValue])
    return database.changesCount > 0
  }

  /// Makes one call a part of another.
  /// - Returns: what was known of it.
  private func absorb(_ other: Int64, into id: Int64) throws -> Call {
    let place = try batch.place(of: other, &memory.profiles, database)
    let call = batch.absorb(place)
    try claims.move(from: other, to: id)
    try estimates.move(from: other, to: id)
    try limits.move(from: other, to: id)
    try database.cachedStatement(sql: "INSERT INTO mergedCall (id, callId) VALUES (?, ?)")
      .execute(arguments: [other, id])
    hasMergedCalls = true
    return call
  }

  private func callId(of key: KeyEntry) throws -> Int64? {
    guard var id = try memory.keys.callId(of: key, database) else { return nil }
    guard hasMergedCalls else { return id }
    let follow = try SQLStatement(database, "SELECT callId FROM mergedCall WHERE id = ?")
    defer { follow.reset() }
    while true {
      follow.reset()
      follow.bind(1, id)
      guard try follow.step(), let next = follow.integer(0) else { return id }
      id = next
    }
  }
}
