import ChargebackModel
import Testing

@testable import Store

private let span = DatedSpan(from: Instant(milliseconds: 0), to: Instant(milliseconds: 86_400_000))

@Test func theDirectoryIsReadAsItWasWritten() throws {
  let store = try Store.empty()
  let entries = [
    DirectoryEntry(kind: .appId, id: "A", name: "=1+1", team: "Ünïcode 🦊", costCentre: "CC", owner: "'o'", span: span),
    DirectoryEntry(kind: .appId, id: "a", span: DatedSpan(from: Instant(milliseconds: 86_400_000))),
    DirectoryEntry(kind: .gateway, id: "g"),
  ]
  try store.replaceDirectory(entries)
  #expect(try store.directory() == entries)
  try store.replaceDirectory([])
  #expect(try store.directory().isEmpty)
}

@Test func deploymentsAreReadAsTheyWereWritten() throws {
  let store = try Store.empty()
  let entries = [
    DeploymentEntry(deployment: "Chat", model: "gpt-4o"),
    DeploymentEntry(
      resource: "Account", deployment: "chat", model: "gpt-4o", modelVersion: "2024-08-06", deploymentType: .dataZone,
      units: 3, span: span),
  ]
  try store.replaceDeployments(entries)
  #expect(try store.deployments() == entries)
}

@Test func resourcesAreReadAsTheyWereWritten() throws {
  let store = try Store.empty()
  let entries = [
    ResourceEntry(resource: "account"),
    ResourceEntry(
      resource: "Account", host: "Account.openai.azure.com", region: "westeurope", keysAllowed: .byDefault,
      kind: "OpenAI",
      sku: "S0", span: span),
    ResourceEntry(resource: "b", host: "b.example", keysAllowed: .no),
  ]
  try store.replaceResources(entries)
  #expect(try store.resources() == entries)
  try store.replaceResources([])
  #expect(try store.resources().isEmpty)
}

@Test(arguments: PriceRegister.allCases)
func tablesOfThePriceBookAreReadAsTheyWereWritten(_ register: PriceRegister) throws {
  let store = try Store.empty()
  let rows = [
    StoredPrice(cells: register.columns.map { "a \($0)" }, path: "prices.csv", line: 2),
    StoredPrice(cells: register.columns.map { _ in "" }, path: "", line: 0),
  ]
  var seen: [[StoredPrice]] = []
  for change in [rows, nil, [rows[1]]] {
    try store.updatePrices(register) { known in
      seen.append(known)
      return change
    }
  }
  #expect(seen == [[], rows, rows])
  #expect(try store.prices(register) == [rows[1]])
  for other in PriceRegister.allCases where other != register { #expect(try store.prices(other).isEmpty) }
}
