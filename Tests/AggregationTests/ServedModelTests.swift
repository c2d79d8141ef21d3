import ChargebackModel
import Testing

@testable import Aggregation

private func served(
  _ facts: [Fact: String], _ deployments: [DeploymentEntry] = [], at time: String = "2026-10-01"
) -> ServedModel {
  var profile = CallProfile()
  for (fact, value) in facts { profile.state(fact, value, .gatewayResponse) }
  return ServedModel(profile, Deployments(deployments), at: moment(time))
}

private func names(_ facts: [Fact: String], _ deployments: [DeploymentEntry] = []) -> [String?] {
  let model = served(facts, deployments)
  return [model.model, model.modelVersion, model.deployment, model.deploymentType?.rawValue]
}

private let chat = DeploymentEntry(
  resource: "weu", deployment: "chat", model: "gpt-4o", modelVersion: "2024-08-06", deploymentType: .dataZone)

@Test func theSnapshotInTheServicesHeaderComesFirst() {
  let facts: [Fact: String] = [
    .servedModel: "gpt-4o-mini-2024-07-18", .bodyModel: "chat", .serviceModel: "gpt-4", .deployment: "chat",
    .resource: "weu",
  ]
  #expect(names(facts, [chat]) == ["gpt-4o-mini", "2024-07-18", "chat", "dataZone"])
}

@Test func anAliasMeansWhatTheListSays() {
  #expect(names([.bodyModel: "Chat", .resource: "weu"], [chat]) == ["gpt-4o", "2024-08-06", "chat", "dataZone"])
  #expect(names([.deployment: "chat", .resource: "weu"], [chat]) == ["gpt-4o", "2024-08-06", "chat", "dataZone"])
}

@Test func anAliasMeansAnotherModelFromItsDate() {
  let change = moment("2026-10-15")
  let list = [
    DeploymentEntry(deployment: "chat", model: "gpt-4o", span: DatedSpan(to: change)),
    DeploymentEntry(deployment: "chat", model: "gpt-4.1", span: DatedSpan(from: change)),
  ]
  let found = ["2026-10-14 23:59:59.999", "2026-10-15"].map { served([.bodyModel: "chat"], list, at: $0).model }
  #expect(found == ["gpt-4o", "gpt-4.1"])
}

@Test func anAliasThatIsRepeatedByTheBodyMeansWhatTheServiceRecorded() {
  let facts: [Fact: String] = [
    .bodyModel: "assist", .deployment: "assist", .serviceModel: "gpt-4.1-mini", .serviceModelVersion: "2025-04-14",
  ]
  #expect(names(facts) == ["gpt-4.1-mini", "2025-04-14", "assist", nil])
}

@Test func theServicesRecordCountsWhereNoBodyWasSeen() {
  let facts: [Fact: String] = [.serviceModel: "gpt-4o", .serviceModelVersion: "2024-08-06", .deployment: "chat"]
  #expect(names(facts) == ["gpt-4o", "2024-08-06", "chat", nil])
}

@Test func aModelWithoutItsVersionGetsItFromTheRecordOfTheSameModel() {
  let same: [Fact: String] = [.bodyModel: "gpt-4", .serviceModel: "gpt-4", .serviceModelVersion: "0613"]
  let other: [Fact: String] = [.bodyModel: "gpt-4", .serviceModel: "gpt-4o", .serviceModelVersion: "2024-08-06"]
  #expect(names(same) == ["gpt-4", "0613", nil, nil])
  #expect(names(other) == ["gpt-4", nil, nil, nil])
}

@Test(arguments: [
  ("gpt-4o-2024-08-06", "gpt-4o", "2024-08-06"), ("gpt-4-0613", "gpt-4", "0613"), ("GPT-4o", "gpt-4o", nil),
  ("gpt-3.5-turbo", "gpt-35-turbo", nil), ("gpt-35-turbo-0613", "gpt-35-turbo", "0613"),
  ("gpt-4-1106-Preview", "gpt-4", "1106-preview"),
])
func aSnapshotIsSplitAtItsSuffix(body: String, model: String, version: String?) {
  #expect(names([.bodyModel: body]) == [model, version, nil, nil])
}

@Test func oneVersionInTwoLetterCasesIsOneVersion() {
  let recorded = names([.serviceModel: "gpt-4", .serviceModelVersion: "1106-Preview"])
  #expect(recorded == names([.bodyModel: "gpt-4-1106-preview"]))
}

@Test(arguments: ["gpt-5.4-mini", "gpt-4o-audio-preview", "chat-prod", "my-gpt-4o", "gpt-4o-2024"])
func aNameIsNeverTakenForAnotherThatLooksLikeIt(body: String) {
  // ccusage once charged gpt-5.4-mini as gpt-5, five times too much.
  let list = ["gpt-5", "gpt-4o", "chat"].map { DeploymentEntry(deployment: $0, model: $0, deploymentType: .global) }
  #expect(names([.bodyModel: body], list) == [body, nil, nil, nil])
}

@Test func aDeploymentThatBearsAModelsNameDoesNotRenameTheCallsOfOthers() {
  // The body of a call to "chat" names its model, which is by chance also what a deployment of another model is called.
  let misleading = DeploymentEntry(deployment: "gpt-4o", model: "gpt-4o-mini", deploymentType: .global)
  let call: [Fact: String] = [.bodyModel: "gpt-4o", .deployment: "chat", .resource: "weu"]
  #expect(names(call, [chat, misleading]) == ["gpt-4o", "2024-08-06", "chat", "dataZone"])
  let own = names([.bodyModel: "gpt-4o", .deployment: "gpt-4o"], [misleading])
  #expect(own == ["gpt-4o-mini", nil, "gpt-4o", "global"])
}

@Test func theDeploymentOfTheCallsOwnResourceIsMeant() {
  let list = [
    DeploymentEntry(resource: "weu", deployment: "chat", model: "gpt-4o", deploymentType: .global),
    DeploymentEntry(resource: "swc", deployment: "chat", model: "gpt-4.1", deploymentType: .dataZone),
    DeploymentEntry(deployment: "chat", model: "gpt-4", deploymentType: .regional),
  ]
  let found = ["weu", "SWC", "elsewhere"].map { served([.deployment: "chat", .resource: $0], list).model }
  #expect(found == ["gpt-4o", "gpt-4.1", "gpt-4"])
  // Nobody knows the resource, and the resources disagree.
  #expect(names([.deployment: "chat"], list) == [nil, nil, "chat", nil])
}

// MARK: Type

private func entry(
  _ deployment: String, _ type: DeploymentType?, version: String? = nil, resource: String? = nil
) -> DeploymentEntry {
  DeploymentEntry(
    resource: resource, deployment: deployment, model: "gpt-4o", modelVersion: version, deploymentType: type)
}

@Test func aTypeIsInferredOnlyIfAllDeploymentsAgree() {
  func type(_ entries: DeploymentEntry...) -> DeploymentType? { served([.bodyModel: "gpt-4o"], entries).deploymentType }
  #expect(type() == nil)
  #expect(type(entry("a", .dataZone)) == .dataZone)
  #expect(type(entry("a", .dataZone), entry("b", .dataZone)) == .dataZone)
  #expect(type(entry("a", .dataZone), entry("b", .global)) == nil)
  #expect(type(entry("a", .dataZone), entry("b", nil)) == nil)
}

@Test func onlyDeploymentsThatCanHaveAnsweredAreAsked() {
  let list = [
    entry("a", .dataZone, version: "2024-08-06", resource: "weu"), entry("b", .global, version: "2024-11-20"),
    entry("c", .regional, version: "2024-08-06", resource: "swc"),
  ]
  func type(_ facts: [Fact: String]) -> DeploymentType? { served(facts, list).deploymentType }
  #expect(type([.bodyModel: "gpt-4o-2024-11-20"]) == .global)
  #expect(type([.bodyModel: "gpt-4o-2024-08-06"]) == nil)
  #expect(type([.bodyModel: "gpt-4o-2024-08-06", .resource: "weu"]) == .dataZone)
}

@Test func theTypeOfADeploymentThatNoListNamesIsNotTakenFromOthers() {
  #expect(served([.bodyModel: "gpt-4o", .deployment: "unlisted"], [entry("a", .dataZone)]).deploymentType == nil)
}

@Test func aDeploymentWhoseTypeNoListSaysHasNone() {
  #expect(served([.deployment: "a"], [entry("a", nil), entry("b", .dataZone)]).deploymentType == nil)
}
