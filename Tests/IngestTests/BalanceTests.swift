import ChargebackModel
import Testing

@testable import Ingest

/// Records of each file as the script that made the samples counted them, whatever `chargeback` says.
private let records: [(file: String, records: Int64)] = [
  ("ai-hub-usage/ai-usage-hub.jsonl", 8),
  ("ai-hub-usage/cosmos-query.json", 4),
  ("apim-event-hub-terraform/partition-0.jsonl", 42),
  ("apim-event-hub-terraform/partition-1.jsonl", 42),
  ("apim-event-hub-three-event/hub-chargeback.jsonl", 22),
  ("apim-event-hub-three-event/hub-compliance.jsonl", 79),
  ("apim-event-hub-v1/hub-2026-10-01.jsonl", 37),
  ("apim-event-hub-v1/hub-2026-10-07.json", 22),
  ("apim-event-hub-v1/hub-2026-10-12.jsonl", 39),
  ("apim-event-hub-v2/hub-2026-10-19.json", 54),
  ("apim-event-hub-v2/hub-2026-10-26.jsonl", 41),
  ("diagnostics-request-response/event-hub/insights-logs-swc.json", 24),
  (storage("audit", "WEU", "10"), 1),
  (storage("azureopenairequestusage", "SWC", "10"), 25),
  (storage("azureopenairequestusage", "SWC", "11"), 2),
  (storage("requestresponse", "SWC", "09"), 3),
  (storage("requestresponse", "SWC", "10"), 104),
  (storage("requestresponse", "SWC", "11"), 2),
  (storage("requestresponse", "WEU", "09"), 4),
  (storage("requestresponse", "WEU", "10"), 127),
  (storage("requestresponse", "WEU", "11"), 2),
  ("log-analytics/az-cli.json", 52),
  ("log-analytics/portal.csv", 52),
  ("log-analytics/query-api.json", 52),
  ("openai-logger/events-1.jsonl", 26),
  ("openai-logger/events-2.jsonl", 21),
  ("stream-analytics/1b7e_0001.json", 28),
]

private func storage(_ category: String, _ account: String, _ month: String) -> String {
  "diagnostics-request-response/insights-logs-\(category)/resourceId=HARBOUR-OAI-\(account)/y=2026/m=\(month)/PT1H.json"
}

@Test func everyRecordOfTheSamplesIsAccountedFor() throws {
  let summary = try ImportedSamples(records.map(\.file)).summary
  for (file, expected) in zip(summary.files, records) {
    let balance = file.balance
    #expect(balance.records == expected.records, "\(file.path)")
    #expect(
      balance.merged + balance.duplicates + balance.rejected + balance.ignored == expected.records, "\(file.path)")
    #expect(balance.bytes == Int64(try SampleFolder.bytes(expected.file).count), "\(file.path)")
  }
  #expect(summary.totals.records == 915)
}

@Test func theTotalsAreTheSumOfTheFiles() throws {
  let summary = try ImportedSamples(SampleFolder.allLogs).summary
  var sum = RecordBalance()
  for file in summary.files {
    sum += file.balance
    #expect(file.balance.records > 0 || file.formats.isEmpty, "\(file.path)")
  }
  #expect(summary.totals == sum)
}

@Test func nothingOfTheSamplesIsRejectedButTheLineThatIsCutShort() throws {
  let summary = try ImportedSamples(records.map(\.file)).summary
  #expect(summary.totals.rejected == 1)
  #expect(
    summary.issues.map { "\($0.path.suffix(22)):\($0.place) \($0.code.rawValue)" } == [
      "2/hub-2026-10-26.jsonl:41 cutShort", "alytics/1b7e_0001.json:29 unterminatedArray",
    ])
}

/// 278 calls, as the story has them, and the 145 records of a service behind a gateway that notes no key to join them by.
@Test func theSamplesHoldAsManyCallsAsTheirStoryTells() throws {
  #expect(try ImportedSamples(records.map(\.file)).summary.newCalls == 278 + 145)
}

@Test(arguments: [
  ("apim-event-hub-v1", 5), ("apim-event-hub-v2", 3), ("apim-event-hub-three-event", 2),
  ("apim-event-hub-terraform", 2),
  ("openai-logger", 2), ("ai-hub-usage", 2),
])
func exactCopiesOfEventsAreDuplicates(_ folder: String, _ copies: Int64) throws {
  let files = records.map(\.file).filter { $0.hasPrefix(folder) }
  #expect(try ImportedSamples(files).summary.totals.duplicates == copies)
}

@Test func theThreeWaysOutOfAWorkspaceTellTheSame() throws {
  let summary = try ImportedSamples(["log-analytics"]).summary
  let first = summary.files[0].balance
  for file in summary.files.dropFirst() {
    #expect(file.balance.merged == 0)
    #expect(file.balance.duplicates == first.merged + first.duplicates)
    #expect(file.balance.ignored == first.ignored)
  }
}

@Test func readingAgainAddsNothing() throws {
  let samples = try ImportedSamples(records.map(\.file))
  let again = try Importer(samples.store).run(try InputFile.expand(records.map { SampleFolder.path($0.file) }))
  #expect(again.newCalls == 0)
  #expect(again.totals.merged == 0)
  #expect(again.totals.records == samples.summary.totals.records)
  #expect(again.issues == samples.summary.issues)
}
