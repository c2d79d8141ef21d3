import ChargebackModel
import Testing

@testable import Ingest

private func lines(_ table: RegisterTable<ResourceEntry>) -> [String] {
  table.problems.map { "\($0.place) \($0.code.rawValue): \($0.message)" }
}

private func account(_ properties: String, name: String = "Harbour-EU") -> String {
  #"{"name":"\#(name)","location":"West Europe","kind":"OpenAI","sku":{"name":"S0"},"properties":{\#(properties)}}"#
}

@Test(arguments: [
  ("", ResourceEntry.KeySetting.byDefault), (#""disableLocalAuth":null"#, .byDefault),
  (#""disableLocalAuth":false"#, .yes), (#""disableLocalAuth":true"#, .no),
])
func azTellsWhetherKeysAreTaken(_ properties: String, _ setting: ResourceEntry.KeySetting) {
  let table = ResourceTable.parse("[\(account(properties))]", path: "a.json")
  #expect(table.problems == [])
  #expect(
    table.entries.map(\.entry) == [
      ResourceEntry(resource: "harbour-eu", region: "westeurope", keysAllowed: setting, kind: "OpenAI", sku: "S0")
    ])
}

@Test func azTellsTheHostsThatAreTheAccountsOwn() {
  let text = account(
    #"""
    "customSubDomainName":"Harbour-X","endpoint":"https://Harbour-X.openai.azure.com/","endpoints":{
    "a":"https://harbour-x.openai.azure.com/","b":"https://harbour-x.cognitiveservices.azure.com/",
    "c":"https://westeurope.stt.speech.microsoft.com","d":"https://harbour-x2.openai.azure.com/"}
    """#)
  let shared = account(#""endpoint":"https://westeurope.api.cognitive.microsoft.com/""#, name: "shared")
  // The REST API's page has the list under `value`.
  let table = ResourceTable.parse(#"{"value":[\#(text),\#(shared)]}"#, path: "a.json")
  #expect(table.problems == [])
  #expect(
    table.entries.map { [$0.entry.resource, $0.entry.host] } == [
      ["harbour-eu", "harbour-x.cognitiveservices.azure.com"], ["harbour-eu", "harbour-x.openai.azure.com"],
      ["shared", nil],
    ])
}

@Test(arguments: [
  ("[{}]", "account 1 malformed: the record has no name or no properties"),
  ("{}", " malformed: the file is no list of accounts"),
  (
    #"[{"name":"d","properties":{"model":{"name":"gpt-4o"}}}]"#,
    "account 1 malformed: the record is a deployment: `chargeback deployments import` reads it"
  ),
  (
    "[" + account(#""disableLocalAuth":"true""#) + "]",
    "account 1 impossibleValue: properties.disableLocalAuth is neither true nor false"
  ),
])
func whatIsNoAccountIsNamed(_ text: String, _ expected: String) {
  #expect(lines(ResourceTable.parse(text, path: "a.json")) == [expected])
}

@Test func aTableOfAccountsIsReadWithItsDates() {
  let table = ResourceTable.parse(
    """
    resource,host,keysAllowed,region,effectiveFrom
    A,https://a.example/openai,Default,(US) East US,2026-10-01
    b,westeurope.api.cognitive.microsoft.com,,,
    c,,maybe,,
    ,x.example,,,

    """, path: "r.csv")
  #expect(
    table.entries.map(\.entry) == [
      ResourceEntry(
        resource: "a", host: "a.example", region: "eastus", keysAllowed: .byDefault,
        span: DatedSpan(from: CivilDate("2026-10-01")!.startUTC))
    ])
  #expect(
    lines(table) == [
      "3 impossibleValue: host \"westeurope.api.cognitive.microsoft.com\" is no host of one account",
      "4 impossibleValue: keysAllowed \"maybe\" is none of yes, no, default", "5 malformed: resource is empty",
    ])
}

@Test func aHostOfTwoAccountsIsRefused() {
  let known = [ResourceEntry(resource: "a", host: "h.example")]
  let new = ResourceTable.parse(
    "resource,host,region\na,h.example,\nb,h.example,\nc,,uksouth\nc,i,ukwest\n", path: "r.csv")
  #expect(
    lines(ResourceTable.join(known, new, path: "r.csv")) == [
      "3 contradiction: h.example stands in a row in the database with other values for the same time",
      "5 contradiction: c stands in line 4 with other values for the same time",
    ])
}

@Test(
  arguments: [
    ("harbour.openai.azure.com", true, "harbour", Authority.gatewayResponse),
    ("harbour.openai.azure.com", false, "harbour", .gatewayResponse),
    ("AI.harbour.example", true, "ai.harbour.example", .hint),
    ("ai.harbour.example", false, nil, .hint), ("westeurope.api.cognitive.microsoft.com", true, nil, .hint),
    ("harbour-apim.azure-api.net", true, nil, .hint), ("pool", true, nil, .hint),
  ] as [(String, Bool, String?, Authority)])
func aBackendsHostIsKeptForTheRegister(_ host: String, _ isBackend: Bool, _ name: String?, _ authority: Authority) {
  var profile = CallProfile()
  profile.stateResource(ofBackend: host, isBackend: isBackend, .gatewayResponse)
  #expect(profile.ranked(.resource) == name.map { Ranked($0, authority) })
}
