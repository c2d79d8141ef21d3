import ChargebackModel
import GRDB
import Testing

@testable import Store

private let day = TimeSlice.day
/// Two days before the first of October 2026.
private let start: Int64 = 1_790_640_000_000
/// The days that calls lie in, so that they meet in some, and in three months.
private let days: [Int64] = [0, 1, 2, 3, 4, 31, 32, 33, 34]

/// Fragments of calls that meet, move between slices and have long inputs.
private func fragments(_ random: inout RandomCalls, _ count: Int64) -> [CallFragment] {
  random.fragments(count).map { fragment in
    var fragment = fragment
    if !random.once(in: 10) {
      let time = Instant(milliseconds: start + random.pick(days) * day + random.number(0...day - 1))
      fragment.call.state(time: time, random.pick([.gatewayRequest, .responseHeader]))
    }
    if random.once(in: 3) {
      let input: Int64 = random.pick([0, 65_536, 65_537, 131_072, 131_073, 272_000, 272_001, 300_000])
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
  let inputBand: Int
}

/// Sums by slice, profile, meters and band; zero and missing alike.
/// - Parameter ids: of all calls, so that each is looked at and no sum that is kept in advance.
private func totals(
  _ store: Store, _ edges: [Instant], bounds: [Int64] = [65_536, 131_072, 272_000], of ids: Set<Int64>? = nil
) throws -> [Like: [Int64]] {
  var totals: [Like: [Int64]] = [:]
  for sum in try store.sums(between: edges, inputTokenBounds: bounds, of: ids).sums {
    let like = Like(slice: sum.slice, profileId: sum.profileId, meters: sum.meters, inputBand: sum.inputBand)
    let values = [sum.calls] + UsageCount.allCases.map { sum.usage[$0] ?? 0 }
    totals[like] = zip(totals[like] ?? values.map { _ in 0 }, values).map { $0 + $1 }
  }
  return totals
}

private func edges(_ random: inout RandomCalls) -> [Instant] {
  let quarter: Int64 = 900_000
  let moments = (0..<8).map { _ in
    switch random.number(0...3) {
    case 0: start + random.pick([2, 33]) * day
    case 1: start + random.number(-1...35) * day
    case 2: start + random.number(-10...(35 * 96)) * quarter
    default: start + random.number(-5...(35 * day))
    }
  }
  return (Set(moments).sorted() + [start + 36 * day]).map { Instant(milliseconds: $0) }
}

@Test(arguments: UInt64(1)...12)
func sumsKeptInAdvanceAreThoseOfTheCalls(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let store = try Store.empty()
  for _ in 0..<3 {
    try merge(fragments(&random, 60), into: store, &random)
    let ids = try store.read { try Int64.fetchSet($0, sql: "SELECT id FROM call") }
    for _ in 0..<5 {
      let edges = edges(&random)
      #expect(try totals(store, edges) == totals(store, edges, of: ids), "seed \(seed)")
    }
  }
}

@Test func aBoundThatIsNotRoundLooksAtEachCall() throws {
  var random = RandomCalls(seed: 1)
  let store = try Store.empty()
  try merge(fragments(&random, 60), into: store, &random)
  let edges = [start, start + 36 * day].map { Instant(milliseconds: $0) }
  let ids = try store.read { try Int64.fetchSet($0, sql: "SELECT id FROM call") }
  for bound: Int64 in [1, 65_535, 272_001] {
    #expect(try totals(store, edges, bounds: [bound]) == totals(store, edges, bounds: [bound], of: ids))
  }
}

@Test(arguments: UInt64(1)...4)
func aSliceHasFewParts(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let store = try Store.empty()
  for _ in 0..<20 { try merge(fragments(&random, 30), into: store, &random) }
  let parts = try store.read {
    try Int.fetchOne($0, sql: "SELECT max(n) FROM (SELECT count(*) AS n FROM sliceSum GROUP BY unit, start)")
  }
  #expect(parts.map { (2...7).contains($0) } == true, "seed \(seed)")
}

@Test(arguments: UInt64(1)...6)
func theProfilesInUseAndTheirFirstTimesAreThoseOfTheCalls(seed: UInt64) throws {
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
  #expect(try Set(store.profiles().keys) == Set(used.keys), "seed \(seed)")
  #expect(try store.firstTimes(of: Set(used.keys)) == first, "seed \(seed)")
}

@Test(arguments: UInt64(1)...4)
func sumsThatAreMadeAnewAreTheSame(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let store = try Store.empty()
  try merge(fragments(&random, 80), into: store, &random)
  let edges = edges(&random)
  let before = try totals(store, edges)
  try store.pool.write { try $0.execute(sql: "PRAGMA user_version = 0") }
  try SumRebuilding.run(store.pool)
  #expect(try totals(store, edges) == before, "seed \(seed)")
  #expect(!before.isEmpty)
}

/// A part of a sum, in which calls may be taken away.
private func part(_ random: inout RandomCalls) -> SumTable {
  var table = SumTable()
  for _ in 0..<40 {
    let usage = random.usage()
    let key = SumKey(
      profileId: random.number(1...3) * 1_000_000, meters: Int(random.number(-1...9)), counts: usage.reportedCounts,
      inputTokensAbove: random.pick([0, 0, 65_536, 272_000]))
    table.add(key, SumEntry(calls: random.number(1...5), usage: usage), times: random.pick([1, -1]))
  }
  return table
}

private func read(_ bytes: [UInt8]) -> SumTable {
  var table = SumTable()
  bytes.withUnsafeBytes { SumBytes.decode($0) { table.add($0, $1) } }
  return table
}

/// Zero and missing alike.
private func figures(_ table: SumTable) -> [SumKey: [Int64]] {
  table.entries.mapValues { entry in [entry.calls] + UsageCount.allCases.map { entry.usage[$0] ?? 0 } }
}

@Test(arguments: UInt64(1)...8)
func bytesOfSumsSayWhatTheSumsAre(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let table = part(&random)
  #expect(figures(read(table.bytes)) == figures(table), "seed \(seed)")
}

@Test(arguments: UInt64(1)...8)
func partsThatBecomeOneSayTheSame(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let parts = (0..<random.number(1...8)).map { _ in part(&random) }
  var whole = SumTable()
  for part in parts { whole.add(part) }
  let merged = try #require(SumMerge.merged(parts.map(\.bytes)))
  #expect(figures(read(merged)) == figures(whole), "seed \(seed)")
  #expect(merged == whole.bytes, "seed \(seed)")
  var taken = SumTable()
  for (key, entry) in whole.entries { taken.add(key, entry, times: -1) }
  #expect(SumMerge.merged([merged, taken.bytes]) == nil, "seed \(seed)")
}

@Test(arguments: UInt64(1)...8)
func linesAreSummedSliceBySlice(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  var lines: [SumLine] = []
  var expected: [Int64: SumTable] = [:]
  for _ in 0..<random.number(0...200) {
    let slice = random.number(-2...2) * 900_000
    for (key, entry) in part(&random).entries.prefix(3) {
      lines.append(SumLine(start: slice, key: key, entry: entry))
      expected[slice, default: SumTable()].add(key, entry)
      // Taken away again, at once or not.
      if random.once(in: 4) {
        var taken = SumEntry()
        taken.add(entry, times: -1)
        lines.insert(SumLine(start: slice, key: key, entry: taken), at: Int(random.number(0...Int64(lines.count))))
        expected[slice]?.add(key, taken)
      }
    }
  }
  var found: [Int64: [SumKey: [Int64]]] = [:]
  var slices = SliceLines()
  slices.each(lines) { sums in
    #expect(sums.map(\.key) == sums.map(\.key).sorted() && Set(sums.map(\.start)).count == 1)
    var table = SumTable()
    for sum in sums { table.add(sum.key, sum.entry) }
    #expect(table.entries.count == sums.count)
    found[sums[0].start] = figures(table)
  }
  #expect(found == expected.filter { !$0.value.entries.isEmpty }.mapValues(figures), "seed \(seed)")
}
