import ChargebackModel
import Testing

@testable import Ingest

@Suite struct ChargebackAuditTests {
  private func document(_ fields: String) -> String {
    #"""
    {"id":"d1","clientAppId":"APP-1","tenantId":"t","deploymentId":"chat","statusCode":200,"costToUs":"0.0000",\#
    "timestamp":"2026-09-11T05:00:01.2200001Z","billingPeriod":"2026-09",\#(fields)}
    """#
  }

  @Test func aDocumentIsACall() throws {
    let read = try ReadRecord.one(document(#""model":"gpt-4o","promptTokens":9,"completionTokens":4"#))
    #expect(read.format == "chargeback-audit")
    #expect(read.fragment?.keys == [CallKey(.messageId, "d1")])
    #expect(read.fragment?.call.tokens == [9, 4])
    #expect(read.fragment?.call.when == "2026-09-11T05:00:01.220Z")
    #expect(read.fragment?.call.profile[.appId] == "app-1")
  }

  @Test func zerosAndUnknownAreDefaultsAndNotFacts() throws {
    let call = try ReadRecord.call(document(#""model":"unknown","promptTokens":0,"completionTokens":0"#))
    #expect(call.reported == TokenUsage())
    #expect(call.profile[.bodyModel] == nil)
    #expect(call.profile[.statusCode] == nil)
  }

  @Test func aSecondCopyOfADocumentIsADuplicate() throws {
    let imported = try ImportedSamples(["chargeback-audit/documents.json"])
    #expect(imported.summary.newCalls == 3)
    #expect(imported.summary.totals.duplicates == 1)
  }
}
