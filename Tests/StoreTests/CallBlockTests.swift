import ChargebackModel
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

/// A call with numbers of all sizes, and some of them not known.
private func call(_ random: inout SeededGenerator) -> StoredCall {
  func number(_ isSigned: Bool = false) -> Int64? {
    if Int.random(in: 0..<4, using: &random) == 0 { return nil }
    let size = Int64.random(in: 0...Int64.max >> Int64.random(in: 0...62, using: &random), using: &random)
    return isSigned && Bool.random(using: &random) ? -size : size
  }
  func ranked<Value>(_ value: Int64?, _ make: (Int64) -> Value) -> Ranked<Value>? {
    value.map { Ranked(make($0), [Authority.service, .gatewayResponse, .hint].randomElement(using: &random)!) }
  }
  var usage = TokenUsage()
  let counts = Bool.random(using: &random) ? UsageCount.common : UsageCount.allCases
  for count in counts { usage[count] = number() }
  let figures = CallFigures(
    time: ranked(number(true), Instant.init(milliseconds:)), reported: usage,
    gatewayDurationMs: ranked(number()) { $0 }, serviceDurationMs: ranked(number()) { $0 })
  return StoredCall(
    figures: figures, profileId: Int64.random(in: 1...100_000, using: &random),
    claimed: TokenUsage(inputTokens: number(), outputTokens: number()))
}

private func put(_ call: StoredCall?, at index: Int, in cells: CallCells) {
  if let call { cells.put(call, at: index) } else { cells.remove(at: index) }
}

private func bytes(_ calls: [StoredCall?]) -> [UInt8] {
  let cells = CallCells()
  for (index, call) in calls.enumerated() { put(call, at: index, in: cells) }
  var bytes: [UInt8] = []
  cells.encode(into: &bytes)
  return bytes
}

@Test(arguments: [1, 2, 3] as [UInt64]) func aBlockGivesBackEveryCall(seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  for count in [1, 2, 100, 255, 256] {
    var calls: [StoredCall?] = (0..<count).map { _ in Int.random(in: 0..<9, using: &random) == 0 ? nil : call(&random) }
    calls[count - 1] = call(&random)
    let block = CallBlock()
    try bytes(calls).withUnsafeBytes { bytes in
      try block.open(bytes)
      #expect((0..<count).map(block.call) == calls && block.count == count && block.call(count) == nil, "seed \(seed)")
    }
    // Changed and written again.
    let cells = CallCells()
    let before = bytes(calls)
    try before.withUnsafeBytes { bytes in
      try block.open(bytes)
      cells.fill(from: block)
    }
    for _ in 0..<10 {
      let index = Int.random(in: 0..<count, using: &random)
      calls[index] = Bool.random(using: &random) ? nil : call(&random)
      put(calls[index], at: index, in: cells)
    }
    var after: [UInt8] = []
    cells.encode(into: &after)
    try after.withUnsafeBytes { bytes in
      try block.open(bytes)
      #expect((0..<count).map(block.call) == calls, "seed \(seed)")
    }
  }
}

@Test func aDamagedBlockIsSaidToBeOne() throws {
  var random = SeededGenerator(seed: 7)
  let whole = bytes((0..<50).map { _ in call(&random) })
  let block = CallBlock()
  for count in 0..<whole.count {
    #expect(throws: StoreFailure.self) { try Array(whole[..<count]).withUnsafeBytes { try block.open($0) } }
  }
  for _ in 0..<5_000 {
    var damaged = whole
    damaged[Int.random(in: 0..<whole.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    damaged.withUnsafeBytes { bytes in
      // Other numbers, or a failure: but nothing beyond its bytes is read.
      guard (try? block.open(bytes)) != nil else { return }
      for index in 0..<block.count { _ = block.call(index) }
    }
  }
}

@Test func callsOfOneLogTakeFewBytes() {
  let calls = (0..<256).map { index in
    var figures = CallFigures()
    figures.state(time: Instant(milliseconds: 1_790_000_000_000 + Int64(index * 250)), .gatewayResponse)
    _ = figures.state(reported: TokenUsage(inputTokens: Int64(index * 17 % 4000), outputTokens: Int64(index)))
    return StoredCall(figures: figures, profileId: Int64(index % 90 + 1))
  }
  // Three for the time, one for the profile, two and one for the counts.
  #expect(bytes(calls).count < 256 * 7 + 80)
}

/// What a condition of a query says of a call.
private struct Condition: CustomStringConvertible {
  let column: String
  let sign: String
  let bound: Int64

  init(_ random: inout SeededGenerator) {
    column = Bool.random(using: &random) ? "id" : "time"
    sign = ["=", "<", "<=", ">", ">="].randomElement(using: &random)!
    bound = Int64.random(in: -600...1800, using: &random)
  }

  var description: String { "\(column) \(sign) \(bound)" }

  func holds(_ id: Int64, _ time: Int64?) -> Bool {
    guard let value = column == "id" ? id : time else { return false }
    switch sign {
    case "=": return value == bound
    case "<": return value < bound
    case "<=": return value <= bound
    case ">": return value > bound
    default: return value >= bound
    }
  }
}

/// SQL against the calls themselves: conditions on ids and times are handed over to the table.
@Test(arguments: [1, 2] as [UInt64]) func conditionsOfATableOfBlocksHold(seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  let store = try Store.empty()
  var times: [Int64?] = []
  try store.write { db in
    let blocks = try CallBlocks(db)
    for number in 0..<Int64(6) {
      let cells = CallCells()
      for index in 0..<256 {
        let isKnown = Int.random(in: 0..<9, using: &random) > 0
        let time: Int64? = isKnown ? Int64.random(in: -500..<500, using: &random) + number * 200 : nil
        times.append(time)
        var figures = CallFigures()
        figures.state(time: time.map { Instant(milliseconds: $0) }, .service)
        cells.put(StoredCall(figures: figures, profileId: 1), at: index)
      }
      try blocks.write(cells, number)
    }
  }
  for _ in 0..<300 {
    let conditions = (0..<Int.random(in: 0...3, using: &random)).map { _ in Condition(&random) }
    var expected: [Int64] = []
    for (id, time) in times.enumerated() where conditions.allSatisfy({ $0.holds(Int64(id), time) }) {
      expected.append(Int64(id))
    }
    let sql = "SELECT id FROM call WHERE TRUE" + conditions.map { " AND \($0)" }.joined() + " ORDER BY id"
    #expect(try store.read { try Int64.fetchAll($0, sql: sql) } == expected, "\(sql), seed \(seed)")
  }
  let untimed = try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM call WHERE time IS NULL") }
  #expect(untimed == times.count { $0 == nil })
  #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM call WHERE time > NULL OR id = 'a'") } == 0)
}

/// Logs in order, in none, and with all calls at one moment.
@Test(arguments: [1, 2, 3] as [UInt64]) func windowsHoldEachCallOnceAndFewAtATime(seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  let times = (0..<30_000).map { number -> Int64 in
    switch seed {
    case 1: Int64(number) * 100 + Int64.random(in: 0..<5_000, using: &random)
    case 2: Int64.random(in: 0..<3_000_000, using: &random)
    default: 5
    }
  }
  let store = try Store.empty()
  _ = try store.merge(
    times.enumerated().map { number, time in
      var call = Call()
      call.profile.sides = .service
      call.state(time: Instant(milliseconds: time), .service)
      return CallFragment(keys: [CallKey(.apimRequestId, "\(number)")], call: call)
    })
  let span: Range<Int64> = seed == 3 ? 0..<10 : 100_000..<2_000_000
  let windows = try store.callWindows(of: span)
  let calls = try windows.map { try store.recordedCalls(in: $0) }
  let expected = times.enumerated().filter { span.contains($0.element) }.map { ($0.element, Int64($0.offset) + 1) }
    .sorted(by: <)
  #expect(calls.joined().map(\.id) == expected.map(\.1), "seed \(seed)")
  if seed < 3 { #expect(calls.allSatisfy { $0.count < 20_000 }) }
  #expect(try store.callWindows(of: 9_000_000..<9_000_001).isEmpty)
}

/// Rows of before, some with limits or estimates beside them, and ids that are free because calls were merged.
@Test func rowsOfAnOlderDatabaseBecomeBlocks() throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let path = folder.appending(path: "old.sqlite").path
  let old = try DatabaseQueue(path: path)
  try Migrations.all.migrate(old, upTo: "14 sums of months")
  try old.write { db in
    try db.execute(
      sql: """
        INSERT INTO profile (id, digest, authorities, sides, gatewayCarriesKey, sources, contradictions)
        VALUES (1, x'00', '', 1, 0, 'x', '');
        INSERT INTO mergedCall (id, callId) VALUES (2003, 1), (7, 1);
        """)
    for id in stride(from: 1, to: 2000, by: 3) {
      try db.execute(
        sql: """
          INSERT INTO call (id, time, timeAuthority, profileId, inputTokens, outputTokens, images, claimedInputTokens)
          VALUES (?, ?, ?, 1, ?, 5, ?, ?)
          """,
        arguments: [
          id, id % 5 == 0 ? nil : id * 1000, id % 5 == 0 ? nil : 4, id, id % 7 == 0 ? 2 : nil, id % 9 == 0 ? id : nil,
        ])
      if id % 4 == 0 {
        try db.execute(
          sql: "INSERT INTO callLimit (callId, remainingTokens, isSpilledOver) VALUES (?, ?, ?)",
          arguments: [id, id * 2, id % 8 == 0])
      }
      if id % 11 == 0 {
        try db.execute(
          sql: "INSERT INTO callEstimate (callId, promptCl100k, promptO200k, promptLimits) VALUES (?, ?, 3, 1)",
          arguments: [id, id])
      }
    }
  }
  try old.close()
  let store = try Store(path: path)
  var count: Int64 = 0
  for id: Int64 in stride(from: 1, to: 2000, by: 3) {
    let call = try store.tracedCall(id)
    count += 1
    let time = id % 5 == 0 ? nil : Instant(milliseconds: id * 1000)
    #expect(
      call.call.time?.value == time && call.call.reported.inputTokens == id && call.call.reported[.outputTokens] == 5)
    #expect(
      call.call.reported[.images] == (id % 7 == 0 ? 2 : nil) && call.claimed.inputTokens == (id % 9 == 0 ? id : nil))
    #expect(call.call.limits == RateLimits(remainingTokens: id % 4 == 0 ? id * 2 : nil, isSpilledOver: id % 8 == 0))
    #expect(call.call.estimate.prompt?.cl100kTokens == (id % 11 == 0 ? id : nil))
  }
  let counted = try store.read { try Int64.fetchOne($0, sql: "SELECT count(*) FROM call") }
  #expect(counted == count)
  #expect(throws: StoreFailure.self) { try store.tracedCall(2) }
  // The id of a merged call is never another's.
  var new = Call()
  new.profile.sides = .gateway
  _ = try store.merge([CallFragment(keys: [CallKey(.messageId, "new")], call: new)])
  #expect(try store.calls(named: [CallKey(.messageId, "new")]).values.first == 2004)
}
