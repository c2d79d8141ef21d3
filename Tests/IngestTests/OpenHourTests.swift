import ChargebackModel
import Testing

@testable import Ingest

/// An hour's blob that was copied while Azure Monitor still wrote to it.
@Suite struct OpenHourTests {
  private let whole =
    #"{"category":"RequestResponse","time":"2026-10-01T10:00:00Z","correlationId":"a","#
    + #""resourceId":"/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/MICROSOFT.COGNITIVESERVICES/ACCOUNTS/X","#
    + #""operationName":"ChatCompletions_Create","properties":"{}"}"#

  private func codes(_ text: String, _ name: String) throws -> [IssueCode] {
    let folder = try TemporaryFolder()
    try folder.write(Array(text.utf8), name)
    return try ImportedFiles(folder).codes
  }

  @Test func aCutLastRecordOfAnHourSaysThatItWasOpen() throws {
    let text = whole + "\n" + whole.prefix(80)
    #expect(try codes(text, "PT1H.json") == [.cutShort, .partialAnswer])
    #expect(try codes(text, "events.jsonl") == [.cutShort])
  }

  @Test func aWholeHourSaysNothing() throws {
    #expect(try codes(whole + "\n", "PT1H.json") == [])
    #expect(try codes(whole, "PT1H.json") == [])
  }

  @Test func damageInTheMiddleOfAnHourIsNoOpenHour() throws {
    #expect(try !codes(whole.prefix(80) + "\n" + whole + "\n", "PT1H.json").contains(.partialAnswer))
  }
}
