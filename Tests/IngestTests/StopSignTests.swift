import ChargebackModel
import Foundation
import Store
import TestSupport
import Testing

@testable import Ingest

/// An import that is told to stop keeps what it read, counts no record that it cut itself, and is completed by the next run.
@Suite struct StopSignTests {
  private let inputs = SampleFolder.files(in: "apim-event-hub-v1").map(SampleFolder.file)

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func aStoppedImportIsCompletedByTheNext(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let store = try Store(path: ":memory:")
    let importer = try Importer(store)
    let delay = DispatchTimeInterval.microseconds(Int.random(in: 0..<20_000, using: &generator))
    DispatchQueue.global().asyncAfter(deadline: .now() + delay) { [stop = importer.stop] in stop.raise() }
    let first = try importer.run(inputs)
    let second = try Importer(store).run(inputs)
    let unbroken = try Store(path: ":memory:")
    let whole = try Importer(unbroken).run(inputs)

    #expect(first.totals.rejected == whole.totals.rejected || first.isInterrupted, "seed \(seed)")
    #expect(first.totals.records == first.files.reduce(0) { $0 + $1.balance.records })
    #expect(first.newCalls + second.newCalls == whole.newCalls, "seed \(seed)")
    #expect(second.totals.records == whole.totals.records, "seed \(seed)")
    #expect(try content(store) == content(unbroken), "seed \(seed)")
  }

  @Test func anImportToldToStopBeforehandReadsNothing() throws {
    let importer = try Importer(Store(path: ":memory:"))
    importer.stop.raise()
    let summary = try importer.run(inputs)
    #expect(summary.isInterrupted && summary.files.isEmpty && summary.newCalls == 0 && summary.issues.isEmpty)
  }

  /// What the database says of each call, whatever the order of reading.
  private func content(_ store: Store) throws -> [String] {
    let profiles = try store.profiles()
    return try store.recordedCalls(in: .min ..< .max).map { call in
      let facts = profiles[call.profileId]?.facts.map { "\($0.key.rawValue)=\($0.value.value)" } ?? []
      return "\(call.time.iso8601) \(call.usage) \(facts.sorted())"
    }.sorted()
  }
}
