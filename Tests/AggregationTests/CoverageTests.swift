import ChargebackModel
import Testing

@testable import Aggregation
@testable import Store

private let service: CallProfile.Sides = .service
private let both: CallProfile.Sides = [.gateway, .service]

private func keyed() throws -> Estate {
  let estate = try Estate()
  estate.prices = ["gpt-4o,input,1M,2.50,,,", "gpt-4o,output,1M,10,,,"]
  let facts: [Fact: String] = [.resource: "swc", .deployment: "chat", .bodyModel: "gpt-4o", .statusCode: "200"]
  try estate.add("2026-10-05 12:00", facts, tokens(1000, 100), sides: both, carriesKey: true, copies: 5)
  return estate
}

private func keep(_ estate: Estate, _ kind: ResourceEvent.Kind, _ time: String, _ actor: String, status: String? = nil)
  throws
{
  try estate.store.importBatch { writer in
    _ = try writer.keep(
      ResourceEvent(kind: kind, time: moment(time), resource: "swc", actor: actor, statusCode: status))
  }
}

@Test func theCostNobodyCanBeChargedForIsKnownEstimatedOrUnknown() throws {
  let estate = try keyed()
  let known: [Fact: String] = [.resource: "swc", .deployment: "chat", .serviceModel: "gpt-4o", .serviceObjectId: "p"]
  try estate.add("2026-10-06", known, tokens(2000, 0), sides: service)
  try estate.add("2026-10-07", known.merging([.statusCode: "200"]) { $1 }, sides: service, copies: 3)
  // Refused: free. Failed otherwise, and of a deployment without averages: unknown.
  try estate.add("2026-10-07", known.merging([.statusCode: "429"]) { $1 }, sides: service)
  try estate.add("2026-10-07", known.merging([.statusCode: "500"]) { $1 }, sides: service)
  try estate.add("2026-10-07", [.resource: "lab", .deployment: "x", .statusCode: "200"], sides: service)
  let columns = ["serviceOnly", "unchargedCost", "unknownCostCalls"]
  let plain = try estate.report("coverage", by: [.resource])
  #expect(plain.columns.allSatisfy { $0.name != "estimatedCost" })
  #expect(
    plain.lines("resource", "serviceOnly", "unchargedCost", "unknownCostCalls") == [
      ["swc", "6", "0.005", "4"], ["lab", "1", "null", "1"],
    ])
  let asked = try estate.report("coverage", by: [.resource]) { $0.estimatesCost = true }
  // Five calls of 1,000 × 2.50 + 100 × 10 and one of 2,000 × 2.50 per million: 0.0225 / 6 = 0.00375; without a status it counts.
  #expect(
    asked.lines("resource", "serviceOnly", "unchargedCost", "estimatedCost", "unknownCostCalls") == [
      ["swc", "6", "0.005", "0.01125", "1"], ["lab", "1", "null", "null", "1"],
    ])
  #expect(asked.notes.contains { $0.hasPrefix("estimatedCost takes 3 calls to have cost what ") })
  #expect(columns.map(plain.total) == ["7", "0.005", "5"])
}

@Test func whoListedTheKeysBeforeStandsBesideCallsByKeyAlone() throws {
  let estate = try keyed()
  estate.directory = [DirectoryEntry(kind: .objectId, id: "mira", name: "Mira Lund")]
  try keep(estate, .listKeys, "2026-10-06 09:00", "mira", status: "200")
  try keep(estate, .listKeys, "2026-10-06 10:00", "eve", status: "403")
  try keep(estate, .regenerateKey, "2026-10-06 11:00", "tom")
  try keep(estate, .listKeys, "2026-10-08 12:15", "late")
  try estate.add("2026-10-08 12:00", [.resource: "swc", .callerIp: "203.0.113.*"], sides: service)
  try estate.add("2026-10-09 12:00", [.resource: "swc", .serviceObjectId: "p", .callerIp: "10.0.0.*"], sides: service)
  let report = try estate.report("coverage", by: [.resource, .callerIp])
  #expect(
    report.lines("callerIp", "serviceOnly", "keysListedBy") == [
      ["10.0.0.*", "1", ""], ["203.0.113.*", "1", "Mira Lund"], ["null", "0", ""],
    ])
  #expect(
    report.notes.filter { $0.hasPrefix("Keys of") } == [
      "Keys of swc: listed by Mira Lund, on 2026-10-06T09:00:00Z.",
      "Keys of swc: listed by late, on 2026-10-08T12:15:00Z.",
      "Keys of swc: renewed by tom, on 2026-10-06T11:00:00Z.",
    ])
}

@Test func numbersAcrossAnEdgeAreOneCallOnlyWithinMinutes() throws {
  for (time, expected) in [("2026-10-05 12:15:02", ["1", "0", "0"]), ("2026-10-05 12:20", ["0", "1", "1"])] {
    let estate = try Estate()
    try estate.add("2026-10-05 12:14:58", [.resource: "weu", .deployment: "chat"])
    try estate.add(time, [.resource: "weu", .deployment: "chat"], sides: service)
    let report = try estate.report("coverage", by: [.resource])
    #expect(["joined", "serviceOnly", "gatewayOnly"].map(report.total) == expected)
    #expect(report.lines("method") == [["count"]])
  }
}

@Test(
  arguments: [
    ([.deployment: "mini"], ["0", "1", "1"]), ([.operation: "Embeddings_Create"], ["0", "1", "1"]),
    ([.operation: "Ask the house"], ["1", "0", "0"]), ([:], ["1", "0", "0"]),
    ([.bodyModel: "gpt-4o-mini"], ["0", "1", "1"]), ([.bodyModel: "gpt-4o-2024-08-06"], ["1", "0", "0"]),
  ] as [([Fact: String], [String])])
func onlyWhatNothingTellsApartIsComparedByNumbers(_ gateway: [Fact: String], _ expected: [String]) throws {
  let estate = try Estate()
  try estate.add("2026-10-05 12:00", gateway.merging([.resource: "weu"]) { $1 })
  try estate.add(
    "2026-10-05 12:00",
    [.resource: "weu", .deployment: "chat", .serviceModel: "gpt-4o", .operation: "ChatCompletions_Create"],
    sides: service)
  let report = try estate.report("coverage", by: [.resource])
  #expect(["joined", "serviceOnly", "gatewayOnly"].map(report.total) == expected)
}

@Test func whereOnlySomeRecordsAreTheGatewaysNobodyIsNamed() throws {
  let estate = try Estate()
  for (person, address) in [("a", "1.*"), ("b", "1.*"), ("c", "1.*")] {
    try estate.add(
      "2026-10-05 12:00", [.resource: "weu", .serviceObjectId: person, .callerIp: address], sides: service)
  }
  try estate.add("2026-10-05 12:00", [.resource: "weu", .appId: "app"])
  // In another quarter hour there is no call of the gateway.
  try estate.add("2026-10-05 13:00", [.resource: "weu", .serviceObjectId: "a", .callerIp: "1.*"], sides: service)
  let report = try estate.report("coverage", by: [.objectId, .callerIp, .appId])
  #expect(
    report.lines("objectId", "callerIp", "appId", "joined", "serviceOnly") == [
      ["null", "1.*", "null", "0", "2"], ["a", "1.*", "null", "0", "1"], ["null", "null", "app", "1", "0"],
    ])
}

@Test func recordsUnderTheGatewaysOwnIdentityAreItsCallsFirst() throws {
  let estate = try Estate()
  estate.directory = [DirectoryEntry(kind: .gateway, id: "apim")]
  try estate.add("2026-10-05 12:00", [.resource: "weu"], copies: 2)
  try estate.add("2026-10-05 12:00", [.resource: "weu", .serviceObjectId: "apim"], sides: service, copies: 2)
  try estate.add("2026-10-05 12:00", [.resource: "weu", .serviceObjectId: "person"], sides: service)
  let report = try estate.report("coverage", by: [.objectId])
  #expect(report.lines("objectId", "joined", "serviceOnly") == [["person", "0", "1"], ["null", "2", "0"]])
}

@Test func aGatewayCallThatNamesNoAccountIsOfTheAccountWhoseRecordsItMakesUpFor() throws {
  let estate = try Estate()
  try estate.add("2026-10-05 12:00", [.resource: "weu"])
  try estate.add("2026-10-05 12:00", [.bodyModel: "gpt-4o"])
  try estate.add("2026-10-05 12:00", [.resource: "weu", .serviceModel: "gpt-4o"], sides: service, copies: 2)
  let report = try estate.report("coverage", by: [.resource])
  #expect(report.lines("resource", "joined", "serviceOnly", "gatewayOnly") == [["weu", "2", "0", "0"]])
  let filtered = try estate.report("coverage", by: [.model]) { $0.filters = [Filter(.resource, "weu")] }
  #expect(filtered.total("joined") == "2")
}

@Test func aConditionOnOneSideDoesNotTearNumbersApart() throws {
  let estate = try Estate()
  try estate.add("2026-10-05 12:00", [.resource: "weu", .appId: "app"])
  try estate.add("2026-10-05 12:00", [.resource: "weu"], sides: service)
  let report = try estate.report("coverage", by: [.resource]) { $0.filters = [Filter(.appId, "app")] }
  #expect(["joined", "serviceOnly", "gatewayOnly"].map(report.total) == ["1", "0", "0"])
}

@Test func fromTheFirstCapturedKeyOnRecordsAreJoinedByIt() throws {
  let estate = try Estate()
  try estate.add("2026-10-01 12:00", [.resource: "weu", .deployment: "chat"])
  try estate.add("2026-10-01 12:00", [.resource: "weu", .deployment: "chat"], sides: service)
  try estate.add("2026-10-05 12:07", [.resource: "weu", .deployment: "chat"], sides: both, carriesKey: true)
  try estate.add("2026-10-05 13:00", [.resource: "weu", .deployment: "chat"], sides: service)
  let lines = try estate.report("coverage", by: [.day]).lines("day", "joined", "serviceOnly", "method")
  #expect(
    lines == [
      ["2026-10-05", "1", "1", "key"], ["2026-10-01", "1", "0", "count"],
    ])
}

@Test func anAccountWithoutAnyRecordOfTheServiceIsNamed() throws {
  let estate = try Estate()
  try estate.add("2026-10-05 12:00", [.resource: "weu"], carriesKey: true)
  #expect(try estate.report("coverage").notes.contains { $0.contains("tells of calls to weu: are") })
}

@Test func rowsAreSortedAndCutAsAsked() throws {
  let estate = try Estate()
  for (resource, count) in [("a", 1), ("b", 3), ("c", 2)] {
    try estate.add("2026-10-05 12:00", [.resource: resource], sides: service, copies: count)
  }
  #expect(try estate.report("coverage", by: [.resource]).lines("resource") == [["b"], ["c"], ["a"]])
  let report = try estate.report("coverage", by: [.resource]) { ($0.sort, $0.top) = ("resource", 1) }
  #expect(report.lines("resource", "serviceOnly") == [["a", "1"], ["(2 others)", "5"]])
}

@Test func aGatewayThatNamesAHostIsOfTheAccountThatTheRegisterSays() throws {
  let estate = try Estate()
  let record: [Fact: String] = [.resource: "harbour-oai", .deployment: "chat"]
  try estate.add([
    {
      var call = Call()
      call.profile.sides = .gateway
      call.profile.state(.resource, "ai.harbour.example", .hint)
      call.state(time: moment("2026-10-05 12:00"), .gatewayRequest)
      return CallFragment(keys: [CallKey(.messageId, "m")], call: call)
    }()
  ])
  try estate.add("2026-10-05 12:00", record, sides: service)
  estate.resources = [ResourceEntry(resource: "harbour-oai", host: "ai.harbour.example", region: "westeurope")]
  let report = try estate.report("coverage", by: [.resource, .region])
  #expect(
    report.lines("resource", "region", "joined", "serviceOnly", "method")
      == [["harbour-oai", "westeurope", "1", "0", "count"]])
}
