import ChargebackModel
import Testing

private let moment = CivilDate("2026-10-15")!.startUTC
private let change = CivilDate("2026-10-10")!.startUTC

private let resources = Resources([
  ResourceEntry(
    resource: "Harbour-EU", host: "harbour-custom.openai.azure.com", region: "westeurope", keysAllowed: .no),
  ResourceEntry(resource: "harbour-eu", host: "ai.harbour.example"),
  ResourceEntry(resource: "old", host: "moved.example", span: DatedSpan(to: change)),
  ResourceEntry(resource: "new", host: "moved.example", keysAllowed: .byDefault, span: DatedSpan(from: change)),
])

@Test(
  arguments: [
    ("harbour-eu", "harbour-eu"), ("harbour-custom", "harbour-eu"), ("ai.harbour.example", "harbour-eu"),
    ("AI.Harbour.example", "harbour-eu"), ("moved.example", "new"), ("ai", nil), ("other.example", nil),
  ] as [(String, String?)])
func aHostLeadsToItsAccount(_ name: String, _ account: String?) {
  #expect(resources.account(name, at: moment) == account)
}

@Test func aHostMayMoveToAnotherAccount() {
  #expect(resources.account("moved.example", at: change.advanced(byMilliseconds: -1)) == "old")
  #expect(resources.account("moved.example", at: change) == "new")
  #expect(resources.edges == [change])
  #expect(resources.accounts(everCalled: "moved.example") == ["old", "new"])
  #expect(resources.accounts(everCalled: "anywhere") == ["anywhere"])
  #expect(resources.accounts(everCalled: "gw.other.example") == [])
}

@Test func whatNobodySaysOfKeysIsUnknown() {
  #expect(resources.keysAllowed("harbour-eu", at: moment) == .no)
  #expect(resources.keysAllowed("new", at: moment)?.words == "yes (default)")
  #expect(resources.keysAllowed("new", at: change.advanced(byMilliseconds: -1)) == nil)
  #expect(resources.keysAllowed("old", at: moment) == nil)
}

@Test func aCallsAccountAndRegionAreThoseOfItsHost() {
  func settled(_ name: String, _ authority: Authority, region: String? = nil) -> [String?] {
    var profile = CallProfile()
    profile.state(.resource, name, authority)
    profile.state(.region, region, .service)
    let settled = resources.settled(profile, at: moment)
    return [settled[.resource], settled[.region]]
  }
  #expect(settled("ai.harbour.example", .hint) == ["harbour-eu", "westeurope"])
  #expect(settled("harbour-custom", .gatewayResponse, region: "uksouth") == ["harbour-eu", "uksouth"])
  // A host that no entry knows names no account, unless a record says that it is one.
  #expect(settled("gw.other.example", .hint) == [nil, nil])
  #expect(settled("lab", .service) == ["lab", nil])
}

@Test(arguments: [
  (ResourceEntry(resource: "b", host: "h"), true), (ResourceEntry(resource: "a", host: "h", region: "uksouth"), true),
  (ResourceEntry(resource: "a", host: "other"), false), (ResourceEntry(resource: "b", host: "other"), false),
  (ResourceEntry(resource: "a", host: "other", keysAllowed: .no), true),
  (ResourceEntry(resource: "b", host: "h", span: DatedSpan(to: change)), false),
])
func twoRowsContradictWhereBothCannotBeTrue(_ other: ResourceEntry, _ expected: Bool) {
  let entry = ResourceEntry(
    resource: "a", host: "h", region: "westeurope", keysAllowed: .yes, span: DatedSpan(from: change))
  #expect(entry.contradicts(other) == expected)
  #expect(other.contradicts(entry) == expected)
}
