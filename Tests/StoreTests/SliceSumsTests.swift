import ChargebackModel
import GRDB
import Testing

@testable import Store

private let day: Int64 = 86_400_000
private let start: Int64 = 1_790_812_800_000

/// Fragments over three days, so that calls meet, move between quarter hours and have long inputs.
private func fragments(_ random: inout RandomCalls, _ count: Int64) -> [CallFragment] {
  random.fragments(count).map { fragment in
    var fragment = fragment
    if !random.once(in: 10) {
      let time = Instant(milliseconds: start + random.number(0...(3 * day)))
      fragment.call.state(time: time, random.pick([.gatewayRequest, .responseHeader]))
    }
    if random.once(in: 3) {
      let input: Int64 = random.pick([0, 65_536, 65_537, 300_000])
      fragment.call.state(reported: TokenUsage(inputTokens: input, outputTokens: 2))
    }
    return fragment
  }
}

private func merge(_ fragments: [CallFragment], into store: Store, _ random: inout RandomCalls) throws {
  var rest = fragments[...]
  while !rest.isEmpty {
    let batch = rest.prefix(Int(random.number(1...15)))
    rest = rest.dropFirst(batch.count)
    _ = try store.merge(Array(batch))
  }
}

private struct Like: Hashable {
  let slice: Int
  let profileId: Int64
  let meters: Int64
}

/// Sums by slice, profile and meters, whatever the band; zero and missing alike.
private func totals(_ store: Store, _ edges: [Instant], bounds: [Int64]) throws -> [Like: [Int64]] {
  var totals: [Like: [Int64]] = [:]
  for sum in try store.sums(between: edges, inputTokenBounds: bounds).sums {
    let like = Like(slice: sum.slice, profileId: sum.profileId, meters: sum.meters)
    let values = [sum.calls] + UsageCount.allCases.map { sum.usage[$0] ?? 0 }
    totals[like] = zip(totals[like] ?? values.map { _ in 0 }, values).map { $0 + $1 }
  }
  return totals
}

private func edges(_ random: inout RandomCalls) -> [Instant] {
  let quarter: Int64 = 900_000
  let moments = (0..<8).map { _ in
    switch random.number(0...2) {
    case 0: start + random.number(0...3) * day
    case 1: start + random.number(0...288) * quarter
    default: start + random.number(-5...(3 * day))
    }
  }
  return (Set(moments).sorted() + [start + 4 * day]).map { Instant(milliseconds: $0) }
}

@Test(arguments: UInt64(1)...12)
func sumsKeptInAdvanceAreThoseOfTheCalls(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let store = try Store.empty()
  for _ in 0..<3 {
    try merge(fragments(&random, 60), into: store, &random)
    let edges = edges(&random)
    // A bound at 0 lies among the calls that are summed in advance, so each call is looked at.
    #expect(try totals(store, edges, bounds: [272_000]) == totals(store, edges, bounds: [0]), "seed \(seed)")
  }
}

@Test(arguments: UInt64(1)...6)
func theUseOfProfilesAndTheirFirstTimesAreThoseOfTheCalls(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let store = try Store.empty()
  try merge(fragments(&random, 80), into: store, &random)
  let (used, first) = try store.read { db in
    let rows = try Row.fetchAll(db, sql: "SELECT profileId, count(*) AS n, min(time) AS t FROM call GROUP BY profileId")
    return (
      Dictionary(uniqueKeysWithValues: rows.map { ($0["profileId"] as Int64, $0["n"] as Int64) }),
      Dictionary(
        uniqueKeysWithValues: rows.compactMap { row in
          (row["t"] as Int64?).map { (row["profileId"] as Int64, Instant(milliseconds: $0)) }
        })
    )
  }
  let kept = try store.read { db in
    try Row.fetchAll(db, sql: "SELECT profileId, calls FROM profileUse WHERE calls <> 0")
      .reduce(into: [Int64: Int64]()) { $0[$1["profileId"]] = $1["calls"] }
  }
  #expect(kept == used, "seed \(seed)")
  #expect(try Set(store.profiles().keys) == Set(used.keys), "seed \(seed)")
  #expect(try store.firstTimes(of: Set(used.keys)) == first, "seed \(seed)")
}

@Test(arguments: UInt64(1)...4)
func sumsThatAreMadeAnewAreTheSame(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let store = try Store.empty()
  try merge(fragments(&random, 80), into: store, &random)
  let edges = edges(&random)
  let before = try totals(store, edges, bounds: [])
  try store.pool.write { try $0.execute(sql: "PRAGMA user_version = 0") }
  try SumRebuilding.run(store.pool)
  #expect(try totals(store, edges, bounds: []) == before, "seed \(seed)")
  #expect(!before.isEmpty)
}

@Test(arguments: UInt64(1)...8)
func bytesOfSumsSayWhatTheSumsAre(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  var table = SumTable()
  for _ in 0..<40 {
    let usage = random.usage()
    let key = SumKey(
      profileId: random.number(1...3) * 1_000_000, meters: Int(random.number(-1...9)), counts: usage.reportedCounts)
    table.add(key, SumTable.Entry(calls: random.number(1...5), usage: usage), times: random.pick([1, -1]))
  }
  var found = SumTable()
  SumBytes.encode(table).withUnsafeBytes { SumBytes.decode($0) { found.add($0, $1) } }
  #expect(found.entries.mapValues(\.calls) == table.entries.mapValues(\.calls), "seed \(seed)")
  for (key, entry) in table.entries {
    for count in UsageCount.allCases {
      #expect(found.entries[key]?.usage[count] ?? 0 == entry.usage[count] ?? 0, "seed \(seed)")
    }
  }
}
