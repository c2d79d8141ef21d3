import ChargebackModel
import Foundation
import GRDB
import Testing

@testable import Store

/// What a database says about calls, in an order that does not depend on the order of reading: row ids, the profile
/// table and merged ids are resolved.
struct StoreContent: Hashable {
  struct KnownCall: Hashable {
    let keys: Set<Data>
    let call: Call
    let claimed: TokenUsage
  }
  let calls: Set<KnownCall>

  init(calls: Set<KnownCall>) { self.calls = calls }

  init(_ store: Store) throws {
    let keys = try store.keysByCall()
    let profiles = try store.profiles()
    let rows = try store.read { db in
      let sql = Store.everything
      return try Row.fetchAll(db, sql: sql).map { row in
        let stored = try #require(StoredCall { row[CallColumn.names[$0]] ?? StoredCall.nothing })
        var call = Call(profile: profiles[stored.profileId]!, figures: stored.figures)
        call.state(estimate: EstimateColumns.estimate { row[EstimateColumns.names[$0]] })
        call.state(limits: LimitColumns.limits { row[LimitColumns.names[$0]] })
        let marks = MarkTables(db)
        for attempt in try marks.attempts(of: row["rowOfCall"]) { call.state(attempt: attempt) }
        for mark in try marks.filterMarks(of: row["rowOfCall"]) { call.state(filterMark: mark) }
        return KnownCall(
          keys: keys[row["rowOfCall"], default: []], call: call,
          claimed: stored.claimed)
      }
    }
    calls = Set(rows)
  }
}

extension Store {
  fileprivate static let everything = """
    SELECT call.id AS rowOfCall, *
    FROM call
      JOIN profile ON profile.id = profileId
    """

  /// In-memory, empty.
  static func empty() throws -> Store { try Store(path: ":memory:") }

  func merge(_ fragments: [CallFragment]) throws -> [CallWriter.Outcome] {
    try importBatch { writer in try fragments.map(writer.merge) }
  }

  var callCount: Int {
    get throws { try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM call")! } }
  }

  func keysByCall() throws -> [Int64: Set<Data>] {
    try read { db in
      var merged: [Int64: Int64] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT id, callId FROM mergedCall") { merged[row["id"]] = row["callId"] }
      var keys: [Int64: Set<Data>] = [:]
      for block in try Data.fetchAll(db, sql: "SELECT entries FROM keyBlock") {
        for index in 0..<(block.count / KeyEntry.size) {
          let entry = block.withUnsafeBytes { KeyEntry($0, at: index) }
          var id = entry.callId
          while let next = merged[id] { id = next }
          keys[id, default: []].insert(entry.bytes)
        }
      }
      return keys
    }
  }

  /// Every cell of every call and claim as text, sorted: what must be equal byte by byte whatever the order of reading.
  func dump() throws -> [String] {
    let keys = try keysByCall()
    let hidden: Set = ["id", "rowOfCall", "profileId", "callId", "digest"]
    func line(_ row: Row) -> String {
      row.filter { !hidden.contains($0.0) }.map { "\($0.0)=\($0.1.description)" }.joined(separator: " ")
    }
    return try read { db in
      let sql = Store.everything
      let calls = try Row.fetchAll(db, sql: sql)
      let claims = try Row.fetchAll(db, sql: "SELECT * FROM usageClaim")
      let rejected = try Row.fetchAll(db, sql: "SELECT hex(digest), code FROM rejectedRecord")
      let beside = ["callAttempt", "callFilter"].map { "SELECT * FROM \($0) WHERE callId = ? ORDER BY 2, 3, 4" }
      return try calls.map { row in
        let names = keys[row["rowOfCall"], default: []].map { $0.base64EncodedString() }.sorted()
        let marks = try beside.flatMap { try Row.fetchAll(db, sql: $0, arguments: [row["rowOfCall"] as Int64]) }
        return ([names.joined(separator: ","), line(row)] + marks.map(line)).joined(separator: " ")
      }.sorted() + claims.map(line).sorted() + rejected.map(line).sorted()
    }
  }
}
