import ChargebackModel
import Testing

@testable import Ingest

@Suite struct TokenMetricTests {
  @Test func readsCustomMetrics() throws {
    let imported = try ImportedSamples(["token-metric/custom-metrics.query-api.json"])
    let sums = try imported.store.usageAggregates()
    #expect(sums.count == 9)
    #expect(sums.filter { $0.metric == "Prompt Tokens" }.map(\.value) == [1808, 1808, 388])
    #expect(sums.filter { $0.metric == "Prompt Tokens" }.map(\.calls) == [2, 2, 1])
    #expect(sums.last?.time.iso8601 == "2026-09-10T08:11:00Z")
    #expect(sums.last?.dimensions["Subscription ID"] == "returns-desk")
    #expect(imported.summary.newCalls == 0)
  }

  @Test func equalSumsOfTwoUnitsOfAGatewayAreTwo() throws {
    let sums = try ImportedSamples(["token-metric/custom-metrics.query-api.json"]).store.usageAggregates()
    #expect(Set(sums.map { $0.dimensions["instance"] }) == ["unit-0", "unit-1"])
  }

  @Test func appMetricsAreTheSameSums() throws {
    let imported = try ImportedSamples(["token-metric"])
    #expect(try imported.store.usageAggregates().count == 9)
    #expect(imported.summary.totals.duplicates == 6)
  }

  @Test func aCredentialAmongTheDimensionsIsDropped() throws {
    let sums = try ImportedSamples(["token-metric"]).store.usageAggregates()
    #expect(sums.allSatisfy { $0.dimensions["api-key"] == nil })
  }

  @Test func aSumBelowZeroIsRefused() throws {
    let read = try ReadRecord.one(#"{"timestamp":"2026-09-10T08:00:00Z","name":"Prompt Tokens","valueSum":-1}"#)
    #expect(read.rejection?.code == .impossibleValue)
  }
}
