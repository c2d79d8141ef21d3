import ChargebackModel
import Testing

@testable import Aggregation

private func identity(
  _ facts: [Fact: String], _ directory: [DirectoryEntry] = [], at time: String = "2026-10-01"
) -> Identity {
  var profile = CallProfile()
  for (fact, value) in facts { profile.state(fact, value, .gatewayRequest) }
  return Identity(profile, Directory(directory), at: moment(time))
}

@Test func theCallerIsWhomTheGatewaySaw() {
  #expect(identity([.objectId: "person", .serviceObjectId: "managed identity"]).objectId == "person")
}

@Test(arguments: [Fact.appId, .apiKey, .subscriptionId])
func theServicesIdentityIsTheGatewaysOwnWhereTheGatewaySawACaller(_ fact: Fact) {
  #expect(identity([fact: "caller", .serviceObjectId: "managed identity"]).objectId == nil)
}

@Test func theServicesIdentityCountsWhereNoGatewaySawACaller() {
  #expect(identity([.serviceObjectId: "person"]).objectId == "person")
  #expect(identity([.serviceObjectId: "person", .callerIp: "203.0.113.7"]).objectId == "person")
}

@Test(arguments: [Fact.serviceObjectId, .objectId])
func aGatewaysOwnIdIsNeverCharged(_ fact: Fact) {
  let gateway = DirectoryEntry(kind: .gateway, id: "APIM", team: "Platform", costCentre: "CC-9")
  let person = DirectoryEntry(kind: .objectId, id: "apim", team: "Platform", costCentre: "CC-9")
  let found = identity([fact: "apim"], [gateway, person])
  #expect([found.objectId, found.team, found.costCentre] == [nil, nil, nil])
}

@Test func aGatewaysOwnIdBeforeAGatewayGivesWayToTheServices() {
  // A proxy behind the gateway saw the gateway's token; the service was called with the person's.
  let gateway = DirectoryEntry(kind: .gateway, id: "apim")
  #expect(identity([.objectId: "apim", .serviceObjectId: "person"], [gateway]).objectId == "person")
}

@Test func anIdIsTheGatewaysOnlyWhileTheListSaysSo() {
  let span = DatedSpan(from: moment("2026-10-02"), to: moment("2026-10-03"))
  let gateway = DirectoryEntry(kind: .gateway, id: "id", span: span)
  let found = ["2026-10-01", "2026-10-02", "2026-10-03"].map { day in
    identity([.serviceObjectId: "id"], [gateway], at: day).objectId
  }
  #expect(found == ["id", nil, "id"])
}

@Test func theApplicationAnswersBeforeThePersonWhoUsedIt() {
  let directory = [
    DirectoryEntry(kind: .objectId, id: "person", name: "Ada", team: "Finance", costCentre: "CC-2"),
    DirectoryEntry(kind: .appId, id: "app", name: "Quay", team: "Logistics", costCentre: "CC-1"),
  ]
  let found = identity([.appId: "app", .objectId: "person"], directory)
  #expect([found.app, found.team, found.costCentre] == ["Quay", "Logistics", "CC-1"])
}

@Test func anAppThatIsInNoListGoesByItsId() {
  #expect(identity([.appId: "app"]) == identity([.appId: "app"], [DirectoryEntry(kind: .appId, id: "app")]))
  #expect(identity([.appId: "app"]).app == "app")
  #expect(identity([.apiKey: "fingerprint"]).app == nil)
}

@Test func aProductBelongsToATeam() {
  let product = DirectoryEntry(kind: .productId, id: "Starter", name: "Starter", team: "Logistics", costCentre: "CC-1")
  #expect(identity([.productId: "starter"], [product]).team == "Logistics")
}

@Test func aTeamChangesAtItsDateAndNotBefore() throws {
  let estate = try Estate()
  estate.prices = ["gpt-4o,input,1M,1,,,", "gpt-4o,output,1M,1,,,"]
  let change = moment("2026-10-15")
  estate.directory = [
    DirectoryEntry(kind: .appId, id: "app", team: "Logistics", span: DatedSpan(to: change)),
    DirectoryEntry(kind: .appId, id: "app", team: "Finance", span: DatedSpan(from: change)),
  ]
  for (time, input) in [("2026-10-01 08:00", 1), ("2026-10-14 23:59:59.999", 2), ("2026-10-15 00:00", 4)] {
    try estate.add(time, [.appId: "app", .bodyModel: "gpt-4o"], tokens(Int64(input), 0))
  }
  let lines = try estate.report(by: [.team]) { $0.sort = "team" }.lines("team", "calls", "inputTokens", "cost")
  #expect(lines == [["Finance", "1", "4", "0.000004"], ["Logistics", "2", "3", "0.000003"]])
}
