import ChargebackModel
import Foundation
import GRDB
import Testing

@testable import Store

@Test(arguments: UInt64(1)...3)
func everyKeyIsFoundThroughAllMergesOfRuns(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  var expected: [(CallKey, Int64)] = []
  var index = KeyIndex()
  let store = try Store.empty()
  for batch in 0..<20 {
    try store.pool.write { db in
      try index.begin(db)
      for number in 0..<random.number(1...900) {
        let id = Int64(expected.count + 1)
        // Ids of chance, ids that differ in their last digits only, and one id in two spaces.
        let shared = "abcdef00-0000-4000-8000-0000\(String(format: "%04d%04d", batch, number))"
        let keys = [CallKey(.messageId, "m-\(id)"), CallKey(.messageId, shared), CallKey(.apimRequestId, shared)]
        for key in keys {
          index.insert(KeyEntry(key).leading(to: id))
          expected.append((key, id))
        }
      }
      try index.end(db)
    }
  }
  // As a program that has just started.
  var fresh = KeyIndex()
  try store.pool.write { db in
    try fresh.begin(db)
    for (key, id) in expected { #expect(try fresh.callId(of: KeyEntry(key), db) == id, "seed \(seed), \(key)") }
    for number in 0..<1000 {
      #expect(try fresh.callId(of: KeyEntry(CallKey(.messageId, "none-\(number)")), db) == nil, "seed \(seed)")
    }
    let runs = try Int.fetchOne(db, sql: "SELECT count(*) FROM keyRun")!
    #expect(runs < 16, "seed \(seed)")
  }
}

@Test func anEntryKeepsTheBytesOfItsKey() {
  for text in ["2EA2B6CA-a1b7-436c-ab9e-f9bcb3804d4e", "chatcmpl-1", "", "2ea2b6ca-a1b7-436c-ab9e-f9bcb3804d4g"] {
    for kind in [CallKey.Kind.messageId, .apimRequestId, .recordDigest, .responseId] {
      let key = CallKey(kind, text)
      #expect(KeyEntry(key).bytes == key.bytes, "\(key)")
      #expect(KeyEntry(key).leading(to: 7).callId == 7)
    }
  }
}

@Test func theKeysAndCallsOfAnOlderDatabaseStay() throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "chargeback-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let path = folder.appending(path: "old.sqlite").path
  let keys = (1...400).map { CallKey($0.isMultiple(of: 2) ? .messageId : .apimRequestId, "old-\($0)") }
  let old = try DatabaseQueue(path: path)
  try Migrations.all.migrate(old, upTo: "3 events")
  try old.write { db in
    try db.execute(
      sql: """
        INSERT INTO profile (id, digest, authorities, sides, gatewayCarriesKey, sources, contradictions)
        VALUES (1, x'00', '', 1, 0, 'x', '')
        """)
    for (index, key) in keys.enumerated() {
      try db.execute(
        sql: """
          INSERT INTO call (id, time, timeAuthority, profileId, inputTokens, outputTokens) VALUES (?, ?, 4, 1, 10, 5)
          """, arguments: [index + 1, index])
      try db.execute(sql: "INSERT INTO callKey VALUES (?, ?)", arguments: [key.bytes, index + 1])
    }
  }
  try old.close()
  let store = try Store(path: path)
  #expect(try store.keysByCall().count == keys.count)
  let sums = try store.sums(between: [Instant(milliseconds: 0), Instant(milliseconds: 900_000)]).sums
  #expect(sums.map(\.calls) == [400] && sums.map(\.usage.inputTokens) == [4000])
  var call = Call()
  call.profile.sides = .gateway
  call.state(reported: TokenUsage(outputTokens: 5))
  let outcomes = try store.merge(keys.map { CallFragment(keys: [$0], call: call) })
  #expect(outcomes.allSatisfy { $0 == .duplicate })
}
