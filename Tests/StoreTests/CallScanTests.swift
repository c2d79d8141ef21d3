import ChargebackModel
import Foundation
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

  @Test(arguments: [1, 2] as [UInt64]) func threadsReadWhatOneReads(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var times = (0..<4000).map { Int64($0) * 1000 + Int64.random(in: 0..<5000, using: &random) }
    // Logs of before that were read later.
    times += (0..<40).map { Int64($0) * 100_000 }
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try Self.store(folder.appending(path: "calls.sqlite").path, times)
    let spans: [(Int64, Int64)] = [(0, 10_000_000), (1_000_000, 3_000_000), (0, 2_000), (3_999_000, 4_001_000)]
    for (start, end) in spans {
      let period = Period(start: Instant(milliseconds: start), end: Instant(milliseconds: end), timeZone: "UTC")
      let expected = times.enumerated().filter { start <= $0.element && $0.element < end }
      let span = try #require(try store.callSpan(of: period))
      for callsPerThread in [100, 1_000_000] as [Int64] {
        let readings = try store.scanDurations(in: span, of: .service, into: [], callsPerThread: callsPerThread) {
          $0.append((time: $1.time, durationMs: $2))
        }
        #expect(readings.count == 1 || callsPerThread == 100)
        let found = readings.flatMap(\.self).sorted { ($0.time, $0.durationMs ?? -1) < ($1.time, $1.durationMs ?? -1) }
        let sorted = expected.map { (time: $0.element, durationMs: $0.offset % 7 > 0 ? Int64($0.offset) : nil) }
          .sorted { ($0.time, $0.durationMs ?? -1) < ($1.time, $1.durationMs ?? -1) }
        #expect(found.map(\.time) == sorted.map(\.time), "seed \(seed)")
        #expect(found.map(\.durationMs) == sorted.map(\.durationMs), "seed \(seed)")
      }
    }
  }

  @Test func callsOfSomeProfilesAreFoundInASpan() throws {
    let store = try Self.store(":memory:", (0..<300).map { $0 * 1000 })
    let period = Period(start: Instant(milliseconds: 30_000), end: Instant(milliseconds: 60_000), timeZone: "UTC")
    let span = try #require(try store.callSpan(of: period))
    let wanted = try store.profiles().filter { $0.value[.region] == "polandcentral" }.map(\.key)
    var times: [Int64] = []
    try store.scanCalls(in: span, ofProfiles: wanted) { times.append($0.time) }
    #expect(times.sorted() == stride(from: 31_000, to: 60_000, by: 3000).map(Int64.init))
    let empty = Period(start: Instant(milliseconds: 400_000), end: Instant(milliseconds: 500_000), timeZone: "UTC")
    #expect(try store.callSpan(of: empty)?.ids == nil)
  }
}
