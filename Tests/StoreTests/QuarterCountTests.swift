import ChargebackModel
import TestSupport
import Testing

@testable import Store

private struct Key: Hashable {
  let start: Int64
  let profileId: Int64
}

/// Calls of three profiles at random moments around quarter hours, some with long inputs.
private func filled(_ seed: UInt64) throws -> (store: Store, random: SeededGenerator) {
  var random = SeededGenerator(seed: seed)
  let store = try Store.empty()
  for _ in 0..<3 {
    try store.importBatch { writer in
      for _ in 0..<60 {
        var call = Call()
        call.profile.sides = .gateway
        call.profile.state(.appId, ["a", "b", "c"].randomElement(using: &random), .gatewayRequest)
        let quarter = Int64.random(in: -40...40, using: &random) * 900_000
        let offset = [Int64(0), -1, 1, Int64.random(in: 0..<900_000, using: &random)].randomElement(using: &random)!
        call.state(time: Instant(milliseconds: quarter + offset), .gatewayRequest)
        if Bool.random(using: &random) {
          let input = [Int64(10), 65_536, 65_537, 400_000].randomElement(using: &random)!
          call.state(reported: TokenUsage(inputTokens: input, outputTokens: 1))
        }
        let key = CallKey(.messageId, "\(UInt16.random(in: 0...9999, using: &random))")
        _ = try writer.merge(CallFragment(keys: [key], call: call))
      }
    }
  }
  return (store, random)
}

private func rows(_ store: Store) throws -> [(id: Int64, time: Int64, profileId: Int64)] {
  try store.read { db in
    let find = try SQLStatement(db, "SELECT id, time, profileId FROM call")
    defer { find.reset() }
    var rows: [(id: Int64, time: Int64, profileId: Int64)] = []
    while try find.step() { rows.append((find.integer(0)!, find.integer(1)!, find.integer(2)!)) }
    return rows
  }
}

@Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
func quarterHoursHaveTheCallsThatLieInThem(seed: UInt64) throws {
  var (store, random) = try filled(seed)
  let calls = try rows(store)
  for span in [(-36_000_000, 36_000_000), (-900_000, 900_000), (1, 1_800_001), (100, 200), (-5, 450_000), (0, 0)] {
    let profiles = Set(calls.map(\.profileId).filter { _ in Int.random(in: 0..<4, using: &random) > 0 })
    let left = Set(calls.map(\.id).filter { _ in Int.random(in: 0..<9, using: &random) == 0 })
    var found: [Key: Int64] = [:]
    let (start, end) = (Instant(milliseconds: Int64(span.0)), Instant(milliseconds: Int64(span.1)))
    try store.eachQuarterCount(of: profiles, from: start, to: end, without: left) {
      found[Key(start: $0.start, profileId: $0.profileId), default: 0] += $0.calls
    }
    var expected: [Key: Int64] = [:]
    for call in calls where (Int64(span.0)..<Int64(span.1)).contains(call.time) && profiles.contains(call.profileId) {
      guard !left.contains(call.id) else { continue }
      expected[Key(start: Store.startOfQuarter(call.time), profileId: call.profileId), default: 0] += 1
    }
    #expect(found.filter { $0.value != 0 } == expected, "seed \(seed), \(span)")
  }
}

@Test func spansHaveTheirCalls() throws {
  let store = try filled(7).store
  let calls = try rows(store)
  let spans: [Range<Int64>] = [-900_000..<0, 0..<900_000, 0..<1, 5..<5]
  let counts = try store.callCounts(in: spans)
  let times = try store.callTimes(in: spans)
  #expect(times.count == spans.reduce(0) { sum, span in sum + calls.count { span.contains($0.time) } })
  for (span, counts) in zip(spans, counts) {
    #expect(counts == Dictionary(calls.filter { span.contains($0.time) }.map { ($0.profileId, 1) }) { $0 + $1 })
  }
}

@Test(
  arguments: [(0, 0), (1, 0), (899_999, 0), (900_000, 900_000), (-1, -900_000), (-900_000, -900_000)]
    as [(Int64, Int64)])
func aQuarterHourBeginsAtOrBeforeItsMoments(_ moment: Int64, _ start: Int64) {
  #expect(Store.startOfQuarter(moment) == start)
}
