import ChargebackModel
import Testing

@testable import Ingest

@Suite struct GenAIToolkitTests {
  @Test func anUndividedTotalIsKeptApartAndTheCallHasNoCounts() throws {
    let imported = try ImportedSamples(["genai-gateway-toolkit"])
    #expect(
      try imported.calls([.subscriptionId, .operation, .statusCode]) == [
        "1 × lab-hub ChatCompletions_Create 200", "1 × lab-hub ChatCompletions_Create 200",
        "1 × lab-hub Create an embedding 200 inputTokens 64 outputTokens 0",
      ])
    let totals = try imported.store.usageAggregates()
    #expect(totals.map(\.value) == [1290])
    #expect(totals.first?.dimensions["SubscriptionId"] == "lab-hub")
    #expect(imported.summary.totals.duplicates == 1)
  }

  @Test func theRequestIdIsTheGateways() throws {
    let read = try ReadRecord.one(#"{"Type":"Message","EventTime":"","RequestId":"r-1","TotalTokens":"5"}"#)
    #expect(read.format == "genai-gateway-toolkit")
    #expect(read.fragment?.keys == [CallKey(.messageId, "r-1")])
  }

  @Test func aTotalThatIsNoCountIsRejected() throws {
    let read = try ReadRecord.one(#"{"Type":"Message","RequestId":"r-1","TotalTokens":"-5"}"#)
    #expect(read.rejection?.code == .impossibleValue)
  }
}
