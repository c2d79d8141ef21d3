import ChargebackModel
import TestSupport
import Testing

@testable import Store

@Suite struct CallScanTests {
  /// Calls with an id each, most of them in the order of their times.
  private static func store(_ path: String, _ times: [Int64]) throws -> Store {
    let store = try Store(path: path)
    let fragments = times.enumerated().map { number, time in
      var call = Call()
      call.profile.sides = .service
      call.profile.state(.region, ["norwayeast", "polandcentral", "westeurope"][number % 3], .service)
      call.state(time: Instant(milliseconds: time), .service)
      if number % 7 > 0 { call.state(serviceDurationMs: Int64(number), .service) }
      return CallFragment(keys: [CallKey(.apimRequestId, "call \(number)")], call: call)
    }
    _ = try store.merge(fragments)
    return store
  }

  @Test(arguments: [1, 2] as [UInt64]) func aScanFindsTheCallsOfItsSpan(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var times = (0..<4000).map { Int64($0) * 1000 + Int64.random(in: 0..<5000, using: &random) }
    // Logs of before that were read later: few calls of these spans lie between their first and last ids.
    times += (0..<40).map { Int64($0) * 100_000 }
    let store = try Self.store(":memory:", times)
    let spans: [(Int64, Int64)] = [(0, 10_000_000), (1_000_000, 3_000_000), (0, 200_000), (3_999_000, 4_001_000)]
    for (start, end) in spans {
      let period = Period(start: Instant(milliseconds: start), end: Instant(milliseconds: end), timeZone: "UTC")
      var found: [[Int64?]] = []
      try store.scanDurations(in: period, of: .service) { found.append([$0.time, $1]) }
      let expected = times.enumerated().filter { start <= $0.element && $0.element < end }
        .map { [$0.element, $0.offset % 7 > 0 ? Int64($0.offset) : nil] }
      func sorted(_ calls: [[Int64?]]) -> [[Int64?]] {
        calls.sorted { ($0[0] ?? -1, $0[1] ?? -1) < ($1[0] ?? -1, $1[1] ?? -1) }
      }
      #expect(sorted(found) == sorted(expected), "seed \(seed)")
    }
  }

  @Test func callsOfSomeProfilesAreFoundInASpan() throws {
    let store = try Self.store(":memory:", (0..<300).map { $0 * 1000 })
    let period = Period(start: Instant(milliseconds: 30_000), end: Instant(milliseconds: 60_000), timeZone: "UTC")
    let wanted = try store.profiles().filter { $0.value[.region] == "polandcentral" }.map(\.key)
    var times: [Int64] = []
    try store.scanCalls(in: period, ofProfiles: wanted) { times.append($0.time) }
    #expect(times.sorted() == stride(from: 31_000, to: 60_000, by: 3000).map(Int64.init))
    let empty = Period(start: Instant(milliseconds: 400_000), end: Instant(milliseconds: 500_000), timeZone: "UTC")
    try store.scanCalls(in: empty, ofProfiles: wanted) { _ in Issue.record("there is no call in this period") }
  }
}
