import ChargebackModel
import Testing

@testable import Ingest

private let lena = "5d0c6e1f-2b7a-4c11-8f43-0a9d5c3b7e21"

private func described(_ event: ResourceEvent) -> String {
  let parts: [String?] = [event.time.iso8601, event.kind.rawValue, event.deployment, event.actor, event.statusCode]
  return parts.map { $0 ?? "-" }.joined(separator: " ")
}

@Suite struct ActivityLogTests {
  @Test func recordsOfOneOperationAreOneEvent() throws {
    let imported = try ImportedSamples(["azure-activity/activity-log.az.json"])
    #expect(
      try imported.store.resourceEvents().map(described) == [
        "2026-09-10T09:00:01.200Z listKeys - \(lena) 200",
        "2026-09-11T10:00:00Z writeDeployment chat-frc \(lena) Succeeded",
        "2026-09-12T12:00:00Z regenerateKey - 8b1f0d3e-77aa-4c2b-9e10-b6f3c2a4d511 403",
      ])
    #expect(imported.summary.newCalls == 0)
    #expect(imported.summary.totals.ignored == 1)
  }

  @Test func formsAndOrdersOfTheLogGiveTheSameEvents() throws {
    let files = try InputFile.expand([SampleFolder.path("azure-activity")]).map(\.path)
    let names = files.map { String($0.dropFirst(SampleFolder.path("").count)) }
    let there = try ImportedSamples(names)
    #expect(try there.content() == ImportedSamples(names.reversed()).content())
    #expect(
      try there.store.resourceEvents().map(\.kind) == [
        .listKeys, .writeDeployment, .regenerateKey, .writeAccount, .deleteDeployment,
      ])
  }

  @Test func theFormOfStorageAndEventHubsIsRead() throws {
    let events = try ImportedSamples(["azure-activity/insights-activity-logs"]).store.resourceEvents()
    #expect(events.map(described) == ["2026-09-14T15:00:00.100Z deleteDeployment chat-old \(lena) 204"])
    #expect(events.map(\.resource) == ["harbour-oai-frc"])
  }

  @Test func operationsOnOtherResourcesAreIgnored() throws {
    let read = try ReadRecord.one(
      """
      {"eventTimestamp":"2026-09-10T09:00:00Z","operationName":{"value":"Microsoft.Storage/storageAccounts/listKeys/action"},\
      "resourceId":"/x/storageAccounts/logs"}
      """)
    #expect(read.format == "azure-activity" && read.isNoCall)
  }

  @Test func anOperationThatNamesNoAccountIsRefused() throws {
    let read = try ReadRecord.one(
      """
      {"eventTimestamp":"2026-09-10T09:00:00Z","resourceId":"/subscriptions/s",\
      "operationName":{"value":"Microsoft.CognitiveServices/accounts/listKeys/action"}}
      """)
    #expect(read.rejection?.code == .missingKey)
  }
}
