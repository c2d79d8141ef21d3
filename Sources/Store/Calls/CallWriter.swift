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
    var batch = CallBatch()
    let sums = SliceSums()
  }

  let database: Database
  private var memory: Memory
  private let claims: ClaimTable
  private let marks: MarkTables
  private let lookup: CallLookup
  /// Whether any key leads through `mergedCall`.
  private var hasMergedCalls: Bool
  /// The id of the call that the latest fragment was joined to.
  package private(set) var latestCall: Int64 = 0

  init(_ db: Database, _ memory: Memory) throws {
    database = db
    self.memory = memory
    claims = ClaimTable(db)
    marks = MarkTables(db)
    lookup = try CallLookup(db)
    hasMergedCalls = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT * FROM mergedCall)") ?? false
    try self.memory.keys.begin(db)
    try self.memory.batch.begin(db)
  }

  /// Says which keys the next records have, in their order: then they are looked up faster.
  package func expect(_ keys: [KeyEntry]) { memory.keys.expect(keys) }

  package func merge(_ fragment: CallFragment) throws -> Outcome {
    var keys = CallKeys()
    for key in fragment.keys { keys.add(key.kind, key.text) }
    // The request that a claim speaks of is the fragment's.
    if let claim = fragment.claim { keys.add(.apimRequestId, claim.apimRequestId) }
    let call = fragment.call
    return try merge(keys, try profileId(of: call.profile), call.figures, call.limits, call.estimate, fragment)
  }

  /// - Parameter profileId: the row that the profile of its number has.
  package func merge(_ plain: PlainCall, profileId: Int64) throws -> Outcome {
    try merge(plain.keys, profileId, plain.figures, plain.limits, plain.estimate, nil)
  }

  /// The row of a profile, made if there is none.
  package func profileId(of profile: CallProfile) throws -> Int64 { try memory.profiles.id(of: profile, database) }

  private func merge(
    _ keys: CallKeys, _ profileId: Int64, _ figures: CallFigures, _ limits: RateLimits, _ estimate: CallEstimate?,
    _ fragment: CallFragment?
  ) throws -> Outcome {
    var known = SortedIds()
    // A bit for each key that leads to no call yet.
    var unknown: UInt64 = 0
    for index in 0..<keys.count {
      if let id = try callId(of: keys[index]) { known.insert(id) } else { unknown |= 1 << UInt64(index) }
    }
    guard let id = known.first else {
      let id = memory.batch.append(figures, profileId: profileId)
      latestCall = id
      for index in 0..<keys.count { memory.keys.insert(keys[index].leading(to: id)) }
      if let claim = fragment?.claim { _ = try claims.keep(claim, of: id) }
      _ = try keep(estimate, limits, fragment?.call, beside: id)
      return .merged(newCalls: 1)
    }
    latestCall = id
    for index in 0..<keys.count where unknown >> UInt64(index) & 1 == 1 {
      memory.keys.insert(keys[index].leading(to: id))
    }
    let place = try memory.batch.place(of: id, lookup)
    var isNew = known.count > 1 || unknown != 0
    for other in known.others {
      let absorbed = try absorb(other, into: id)
      try join(absorbed.figures, absorbed.profileId, at: place)
    }
    if try join(figures, profileId, at: place) { isNew = true }
    if try keep(estimate, limits, fragment?.call, beside: id) { isNew = true }
    if let claim = fragment?.claim {
      let keeping = try claims.keep(claim, of: id)
      if keeping.isNew { isNew = true }
      if try note(0, keeping.contradictions, at: place) { isNew = true }
    }
    return isNew ? .merged(newCalls: 1 - known.count) : .duplicate
  }

  /// Whether it changed the call.
  @discardableResult
  private func join(_ figures: CallFigures, _ profileId: Int64, at place: Int) throws -> Bool {
    let known = memory.batch[place].profileId
    let joined = try memory.profiles.joined(known, profileId, database)
    memory.batch[place].profileId = joined
    let (contradictions, isNew) = memory.batch[place].figures.join(figures)
    return try note(contradictions, [], at: place) || isNew || joined != known
  }

  /// Whether the call did not contradict itself so before.
  private func note(_ contradictions: Int, _ names: Set<String>, at place: Int) throws -> Bool {
    if contradictions == 0, names.isEmpty { return false }
    let known = memory.batch[place].profileId
    memory.batch[place].profileId = try memory.profiles.noting(contradictions, names, in: known, database)
    return memory.batch[place].profileId != known
  }

  /// Whether it added anything.
  private func keep(
    _ estimate: CallEstimate?, _ limits: RateLimits, _ marked: Call?, beside id: Int64
  ) throws -> Bool {
    var isNew = false
    if estimate != nil || !limits.isEmpty {
      let beside = CallBeside(limits: limits, estimate: estimate ?? CallEstimate())
      isNew = try memory.batch.keep(beside, at: memory.batch.place(of: id, lookup), lookup)
    }
    let isNewMark = try marked.map { try marks.keep($0, of: id) } ?? false
    return isNew || isNewMark
  }

  /// Writes what the batch changed, before its transaction ends.
  func end() throws -> Memory {
    try claims.settle { id, claimed in
      let place = try memory.batch.place(of: id, lookup)
      memory.batch[place].claimed = claimed
    }
    lookup.end()
    let (batch, sums) = (memory.batch, memory.sums)
    let summing = Meanwhile {
      batch.tell(sums)
      sums.makeParts()
    }
    defer { summing.wait() }
    try batch.end(database)
    try memory.keys.end(database)
    summing.wait()
    try sums.end(database)
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
  private func absorb(_ other: Int64, into id: Int64) throws -> StoredCall {
    let call = memory.batch.absorb(try memory.batch.place(of: other, lookup))
    try claims.move(from: other, to: id)
    let beside = try memory.batch.beside(at: memory.batch.place(of: other, lookup), lookup)
    _ = try memory.batch.keep(beside, at: memory.batch.place(of: id, lookup), lookup)
    try marks.move(from: other, to: id)
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
