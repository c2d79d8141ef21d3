import ChargebackModel
import Testing

@testable import Aggregation
@testable import Store

private func estate() throws -> Estate {
  let estate = try Estate()
  estate.prices = ["gpt-4o,input,1M,2,,,", "gpt-4o,output,1M,10,,,"]
  let model: [Fact: String] = [.resource: "swc", .serviceModel: "gpt-4o"]
  let seen: [Fact: String] = [.serviceObjectId: "person", .appId: "crane"]
  try estate.add(
    "2026-10-05", model.merging(seen) { $1 }, tokens(1000, 0), sides: [.gateway, .service], carriesKey: true, copies: 3)
  // The caller showed a token to the gateway, and the gateway a key to the service.
  let relayed = model.merging([.objectId: "person", .appId: "quay"]) { $1 }
  try estate.add("2026-10-05", relayed, tokens(2000, 0), sides: [.gateway, .service], carriesKey: true)
  try estate.add("2026-10-05", model.merging([.appId: "quay"]) { $1 }, tokens(1000, 0), carriesKey: true, copies: 2)
  return estate
}

@Test func sharesAreByWhatTheServiceSaw() throws {
  let report = try estate().report("keys")
  #expect(
    report.lines(
      "resource", "app", "calls", "apiKeyCalls", "entraCalls", "apiKeyTokens", "entraCost", "apiKeyShareOfCalls")
      == [
        ["swc", "quay", "3", "1", "2", "2000", "0.004", "33.3 %"],
        ["swc", "crane", "3", "0", "3", "0", "0.006", "0.0 %"],
      ])
  #expect(
    report.lines("app", "apiKeyShareOfTokens", "apiKeyShareOfCost") == [
      ["quay", "50.0 %", "50.0 %"], ["crane", "0.0 %", "0.0 %"],
    ])
  #expect(report.total("apiKeyCost") == "0.004" && report.total("calls") == "6")
}

@Test func whatIsNotKnownHasNoShare() throws {
  let estate = try estate()
  try estate.add("2026-10-06", [.resource: "swc", .appId: "quay", .serviceModel: "gpt-4o"], carriesKey: true)
  try estate.add("2026-10-06", [.resource: "swc", .subscriptionId: "s"], tokens(1, 1), carriesKey: true)
  let report = try estate.report("keys")
  #expect(
    report.lines("app", "apiKeyShareOfCalls", "apiKeyShareOfTokens", "apiKeyShareOfCost", "unknownCalls") == [
      ["quay", "25.0 %", "null", "null", "0"], ["crane", "0.0 %", "0.0 %", "0.0 %", "0"],
      ["null", "0.0 %", "0.0 %", "null", "1"],
    ])
}

@Test(arguments: ResourceEntry.KeySetting.allCases)
func theAccountsSettingAndWhoKnowsTheKeysStandBeside(_ setting: ResourceEntry.KeySetting) throws {
  let estate = try estate()
  estate.resources = [ResourceEntry(resource: "swc", keysAllowed: setting)]
  estate.directory = [DirectoryEntry(kind: .objectId, id: "o", name: "Mira Lund")]
  try estate.store.importBatch { writer in
    for (kind, time) in [
      (ResourceEvent.Kind.listKeys, "2026-09-01 08:00"), (.listKeys, "2026-10-02 08:00"),
      (.regenerateKey, "2026-10-09"),
      (.listKeys, "2026-11-02"),
    ] { _ = try writer.keep(ResourceEvent(kind: kind, time: moment(time), resource: "swc", actor: "o")) }
  }
  let report = try estate.report("keys", by: [.resource])
  #expect(
    report.lines("keysAllowed", "keysLastListed", "keysLastRenewed") == [
      [setting.words, "2026-10-02T08:00:00Z by Mira Lund", "2026-10-09T00:00:00Z by Mira Lund"]
    ])
  #expect(
    report.notes.suffix(2) == [
      "Keys of swc: listed by Mira Lund, first on 2026-09-01T08:00:00Z, last on 2026-10-02T08:00:00Z.",
      "Keys of swc: renewed by Mira Lund, on 2026-10-09T00:00:00Z.",
    ])
  #expect(try estate.report("keys", by: [.app]).columns.allSatisfy { $0.name != "keysAllowed" })
}

@Test func keysOfRecordsThatNoKeyJoinsAreNotPassedOver() throws {
  let estate = try Estate()
  try estate.add("2026-10-05", [.resource: "weu", .appId: "crane"], copies: 4)
  try estate.add("2026-10-05", [.resource: "weu"], sides: .service, copies: 3)
  try estate.add("2026-10-05", [.resource: "weu", .serviceObjectId: "p"], sides: .service)
  let report = try estate.report("keys")
  #expect(report.total("calls") == "4" && report.total("apiKeyCalls") == "0")
  #expect(
    report.notes.contains(
      "weu: of the service records that no key joins, and that are left out of the rows, 3 signed in with a key."))
  let shown = try estate.report("keys") { $0.includesUnjoined = true }
  #expect(shown.total("apiKeyCalls") == "3")
  #expect(!shown.notes.contains { $0.contains("left out of the rows") })
}

@Test func theCredentialIsADimensionOfEveryReport() throws {
  let lines = try estate().report(by: [.credential]).lines("credential", "calls")
  #expect(Set(lines) == [["entra", "5"], ["apiKey", "1"]])
  let report = try estate().report(by: [.model]) { $0.filters = [Filter(.credential, "apiKey")] }
  #expect(report.total("calls") == "1")
}
