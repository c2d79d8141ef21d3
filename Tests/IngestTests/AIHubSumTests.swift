import ChargebackModel
import Testing

@testable import Ingest

@Suite struct AIHubSumTests {
  private let imported: ImportedSamples

  init() throws { imported = try ImportedSamples(["ai-hub-usage/ai-usage-2026-09.jsonl"]) }

  @Test func anHoursSumOfStreamsIsKeptApartFromCalls() throws {
    let sums = try imported.store.usageAggregates()
    #expect(
      sums.map { "\($0.time.iso8601) \($0.metric) \($0.value)" } == [
        "2026-09-08T11:00:00Z promptTokens 44120", "2026-09-08T11:00:00Z responseTokens 9031",
      ])
    #expect(sums.allSatisfy { $0.calls == nil && $0.dimensions["productName"] == "AI-Care" })
  }

  @Test func aSearchIsNoCallOfAModel() throws {
    #expect(imported.summary.totals.ignored == 1)
    #expect(
      try imported.calls([.deployment]) == [
        "1 × chat-mini inputTokens 300 outputTokens 41", "1 × chat-prod inputTokens 812 outputTokens 240",
      ])
  }

  @Test(arguments: [
    ("chatcmpl-1", CallKey.Kind.responseId), ("resp_1", .responseId), ("ai-77f0", .messageId), ("77f0", .messageId),
  ]) func onlyTheServicesIdsNameAnAnswer(_ id: String, _ kind: CallKey.Kind) throws {
    let record = #"""
      {"id":"\#(id)","RequestIp":"10.0.0.1","routeName":"R","promptTokens":5,"responseTokens":6}
      """#
    #expect(try ReadRecord.one(record).fragment?.keys == [CallKey(kind, id)])
  }

  @Test func throttlingIsASumOfRefusedCalls() throws {
    let read = try ReadRecord.one(
      #"{"timestamp":"2026-09-08T10:00:00Z","name":"AI Throttling","valueSum":3,"valueCount":3,"customDimensions":"{}"}"#
    )
    #expect(read.format == "token-metric")
    #expect(read.isNoCall)
  }
}
