import ChargebackModel
import Testing

@testable import Ingest

/// Dates of the portal's CSV, which it writes as the browser's language does.
struct DateOrderTests {
  private func times(_ times: [String], _ order: DateOrder? = nil) throws -> [String] {
    let folder = try TemporaryFolder()
    let rows = times.enumerated().map { index, time in
      "RequestResponse,ChatCompletions_Create,c-\(index),\"\(time)\",/x/providers/Microsoft.CognitiveServices/accounts/a\n"
    }
    try folder.write(
      "\u{FEFF}Category,OperationName,CorrelationId,TimeGenerated [UTC],ResourceId\n" + rows.joined(), "portal.csv")
    let imported = try ImportedFiles(folder, dateOrder: order)
    return try imported.calls().map { String($0.prefix(10)) } + imported.codes.map(\.rawValue)
  }

  @Test(arguments: [
    "14/09/2026, 10:32:49.469", "14/9/2026 10:32:49", "14.09.2026, 10:32:49.469", "14-9-2026 10:32:49",
    "14/09/2026, 10:32:49.469 am", "9/14/2026, 10:32:49.469 AM", "9/14/2026, 10:32:49.469\u{202F}AM",
    "2026-09-14T10:32:49Z",
  ])
  func theOrderIsFoundOut(_ time: String) throws {
    #expect(try times([time]) == ["2026-09-14"])
  }

  @Test func oneDateDecidesForAllOthersOfItsFile() throws {
    #expect(try times(["09/10/2026, 01:00:00", "14/09/2026, 02:00:00"]) == ["2026-09-14", "2026-10-09"])
    #expect(try times(["09/10/2026, 01:00:00", "09/14/2026, 02:00:00"]) == ["2026-09-10", "2026-09-14"])
  }

  @Test func oneThatComesMuchLaterDecidesToo() throws {
    let early = Array(repeating: "09/10/2026, 01:00:00", count: 5000)
    #expect(try times(early + ["14/09/2026, 02:00:00"]) == ["2026-09-14", "2026-10-09"])
  }

  @Test(arguments: ["09/10/2026, 01:00:00", "09/10/2026, 1:00:00 am", "9-10-2026 01:00"])
  func whatCannotBeToldIsRefused(_ date: String) throws {
    #expect(try times([date, "10/10/2026, 01:00:00"]) == ["ambiguousDate"])
  }

  @Test func theUserDecidesWhereTheFileDoesNot() throws {
    #expect(try times(["09/10/2026, 01:00:00"], .dayFirst) == ["2026-10-09"])
    #expect(try times(["09/10/2026, 01:00:00"], .monthFirst) == ["2026-09-10"])
  }

  @Test func sameDayAndMonthNeedNoDecision() throws {
    #expect(try times(["09/09/2026, 01:00:00"]) == ["2026-09-09"])
  }

  // MARK: JSON

  private func events(_ times: [String], prompt: String = "", _ order: DateOrder? = nil) throws -> [String] {
    let folder = try TemporaryFolder()
    let events = times.enumerated().map { index, time in
      #"{"event-time": "\#(time)","message-id":"m\#(index)","appid":"a","operationname":"ChatCompletions_Create","messages":"\#(prompt)"}"#
    }
    try folder.write(events.joined(separator: "\n"), "hub.jsonl")
    let imported = try ImportedFiles(folder, dateOrder: order)
    return try imported.calls().map { String($0.prefix(10)) } + imported.codes.map(\.rawValue)
  }

  @Test func aDayFirstEventDecidesForAllOthersOfItsFile() throws {
    #expect(try events(["09/10/2026 01:00:00", "14/09/2026 02:00:00"]) == ["2026-09-14", "2026-10-09"])
    #expect(try events(["9/10/2026 1:00:00 AM", "9/14/2026 2:00:00 AM"]) == ["2026-09-10", "2026-09-14"])
  }

  @Test func eventsAreMonthFirstAsTheInvariantCultureWritesUnlessTheUserSaysOtherwise() throws {
    #expect(try events(["09/10/2026 01:00:00"]) == ["2026-09-10"])
    #expect(try events(["09/10/2026 01:00:00"], .dayFirst) == ["2026-10-09"])
  }

  @Test func aDateInAPromptDecidesNothing() throws {
    let prompt = #"[{\"time\":\"31/12/2026 10:00:00\"}]"#
    #expect(try events(["09/10/2026 01:00:00"], prompt: prompt) == ["2026-09-10"])
  }
}
