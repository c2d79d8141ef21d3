import ChargebackModel
import Store
import Testing

@testable import Ingest

/// What files of SampleData leave in an empty database.
struct ImportedSamples {
  private let imported: ImportedFiles

  /// - Parameter names: files and folders below SampleData, read in this order.
  init(_ names: [String]) throws { imported = try ImportedFiles(names.map(SampleFolder.path)) }

  var store: Store { imported.store }
  var summary: IngestSummary { imported.summary }

  /// The calls of September 2026, those that share all facts in one line: how many, the facts that `shown` picks, counts.
  func calls(_ shown: [Fact]) throws -> [String] {
    let start = try #require(Instant(year: 2026, month: 9, day: 1))
    let end = try #require(Instant(year: 2026, month: 10, day: 1))
    let usage = try store.sums(between: [start, end])
    return try usage.sums.map { sum in
      let profile = try #require(usage.profiles[sum.profileId])
      let facts = shown.map { profile[$0] ?? "-" }
      let counts = UsageCount.allCases.compactMap { count in sum.usage[count].map { "\(count.rawValue) \($0)" } }
      let contradictions = profile.contradictions.sorted().map { "contradiction \($0)" }
      return (["\(sum.calls) ×"] + facts + counts + contradictions).joined(separator: " ")
    }.sorted()
  }

  /// Everything that the database says of calls, events and sums, to compare two imports.
  func content() throws -> [String] {
    let events = try store.resourceEvents().map { "\($0)" }
    let sums = try store.usageAggregates().map { sum in
      let dimensions = sum.dimensions.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return "\(sum.time.iso8601) \(sum.metric) \(sum.value) \(sum.calls ?? -1) \(dimensions)"
    }
    let start = try #require(Instant(year: 2026, month: 9, day: 1))
    let edges = [start, start.advanced(byMilliseconds: 30 * 86_400_000)]
    // Without the row's number, which depends on the order of reading.
    let estimates = try store.estimateSums(between: edges).map { "\($0.calls) \($0.estimate)" }.sorted()
    return try calls(Fact.allCases) + events + sums + estimates
  }
}
