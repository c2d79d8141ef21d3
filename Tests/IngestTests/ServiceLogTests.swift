import ChargebackModel
import Testing

@testable import Ingest

@Suite struct ServiceLogTests {
  @Test func aCallThatSpilledOverIsOneCallOfTheDeploymentThatAnswered() throws {
    let imported = try ImportedSamples(["diagnostics-spill-over"])
    #expect(
      try imported.calls([.deployment, .statusCode, .serviceModelVersion]) == [
        "1 × chat-frc 200 2024-08-06",
        "1 × chat-ptu 429 2024-11-20",
      ])
    #expect(imported.summary.newCalls == 2)
  }

  @Test func theDeploymentThatAnsweredCountsBeforeTheOneThatWasAskedFor() throws {
    var asked = Call()
    asked.profile.state(.deployment, "chat-ptu", .gatewayRequest)
    let answered = try ReadRecord.call(
      """
      {"category":"RequestResponse","correlationId":"s1","resultSignature":"200","time":"2026-09-15T13:00:00Z",\
      "operationName":"ChatCompletions_Create","properties":"{\\"modelDeploymentName\\":\\"chat-prod\\"}"}
      """)
    asked.join(answered)
    #expect(asked.profile[.deployment] == "chat-prod")
    #expect(asked.profile.contradictions == [])
  }

  @Test func auditTellsWhoListedTheKeys() throws {
    let events = try ImportedSamples(["diagnostics-spill-over"]).store.resourceEvents()
    #expect(events.map(\.kind) == [.listKeys])
    #expect(events.map(\.actor) == ["5d0c6e1f-2b7a-4c11-8f43-0a9d5c3b7e21"])
    #expect(events.map(\.resource) == ["harbour-oai-frc"])
  }

  @Test func ticksBeyondAllRangeAreNoTime() throws {
    let read = try ReadRecord.one(
      """
      {"category":"RequestResponse","correlationId":"s1","operationName":"ChatCompletions_Create",\
      "properties":{"requestTime":-9223372036854775808,"responseTime":9223372036854775807}}
      """)
    #expect(read.rejection?.code == .missingTime)
  }
}
