import ChargebackModel
import Testing

@testable import Ingest

private func day(_ text: String) -> Instant { CivilDate(text)!.startUTC }

/// The problems of a table as `line code: message`.
private func lines(_ problems: [ChargebackModel.Issue]) -> [String] {
  problems.map { "\($0.place) \($0.code.rawValue): \($0.message)" }
}

// MARK: Directory

@Test func aDirectoryIsReadWithItsDatesInAnyOrderOfColumns() {
  let table = DirectoryTable.parse(
    """
    \u{FEFF}id,kind,name,team,costCentre,owner,effectiveFrom,effectiveTo\r
    OBJECT-1,objectId, Lena Vogt ,Logistics,CC-1010,,2026-01-01,2026-10-12\r
    object-1,objectId,Lena Vogt,Finance,CC-1030,,2026-10-12,\r
    gw,gateway,,,,,,\r

    """, path: "directory.csv")
  #expect(table.problems == [])
  #expect(table.entries.map(\.line) == [2, 3, 4])
  #expect(
    table.entries.map(\.entry) == [
      DirectoryEntry(
        kind: .objectId, id: "object-1", name: "Lena Vogt", team: "Logistics", costCentre: "CC-1010",
        span: DatedSpan(from: day("2026-01-01"), to: day("2026-10-12"))),
      DirectoryEntry(
        kind: .objectId, id: "object-1", name: "Lena Vogt", team: "Finance", costCentre: "CC-1030",
        span: DatedSpan(from: day("2026-10-12"))),
      DirectoryEntry(kind: .gateway, id: "gw"),
    ])
}

@Test func everyWrongRowOfADirectoryIsNamedWithItsLine() {
  let table = DirectoryTable.parse(
    """
    kind,id,name,effectiveFrom,effectiveTo
    appId,a,"two
    lines",,
    person,b,,,
    appId,,,,
    ,c,,,
    appId,d,,10/1/2026,
    appId,e,,2026-10-01,2026-10-01
    appId,f,,2026-02-30,

    """, path: "d.csv")
  #expect(table.entries.map(\.line) == [2])
  #expect(table.problems.allSatisfy { $0.path == "d.csv" })
  #expect(
    lines(table.problems) == [
      "4 impossibleValue: kind \"person\" is none of objectId, appId, apiKey, subscriptionId, productId, gateway",
      "5 malformed: id is empty", "6 malformed: kind is empty",
      "7 impossibleValue: effectiveFrom \"10/1/2026\" is no date such as 2026-10-01",
      "8 impossibleValue: effectiveTo is not after effectiveFrom, so the row never holds",
      "9 impossibleValue: effectiveFrom \"2026-02-30\" is no date such as 2026-10-01",
    ])
}

@Test(arguments: [
  ("kind,id,nmae\n", "1", "unknown column \"nmae\""), ("kind,name\n", "1", "the column id is missing"),
  ("", "1", "no header row"), ("kind,id\nappId\n", "2", "the row has 1 cell"), ("kind,id,id\n", "1", "twice"),
  ("kind,id\nappId,\"a\n", "2", "never closed"),
])
func aDirectoryThatIsNoSuchTableSaysWhy(_ text: String, _ line: String, _ words: String) {
  let problems = DirectoryTable.parse(text, path: "d.csv").problems
  #expect(problems.first?.place == line)
  #expect(problems.first?.message.contains(words) == true)
}

@Test func anIdMayStandOnceAtAnyMoment() {
  let table = DirectoryTable.parse(
    """
    kind,id,team,effectiveFrom,effectiveTo
    appId,a,One,,2026-10-01
    appId,A,Two,2026-09-30,
    objectId,a,Three,,
    appId,a,Two,2026-09-30,

    """, path: "d.csv")
  let joined = DirectoryTable.join([], table, path: "d.csv")
  #expect(
    lines(joined.problems) == [
      "3 contradiction: appId a stands in line 2 for the same time",
      "5 contradiction: appId a stands in line 2 for the same time",
    ])
}

@Test func anEntryThatTheDatabaseKnowsOtherwiseIsNamed() {
  let table = DirectoryTable.parse("kind,id,team\nappId,a,One\nappId,b,Two\n", path: "d.csv")
  let known = [
    DirectoryEntry(kind: .appId, id: "a", team: "Other"), DirectoryEntry(kind: .appId, id: "b", team: "Two"),
  ]
  let joined = DirectoryTable.join(known, table, path: "d.csv")
  #expect(
    lines(joined.problems) == ["2 contradiction: appId a stands in a row in the database for the same time"])
}

// MARK: Deployments

@Test func deploymentsAreReadFromCSV() {
  let table = DeploymentTable.parse(
    """
    deployment,resource,model,modelVersion,deploymentType,units,effectiveFrom,effectiveTo
    Chat-Prod,Harbour-OAI-WEU,gpt-4o,2024-08-06,GlobalStandard,50,2026-01-01,
    legacy,,gpt-35-turbo-0613,,,,,

    """, path: "d.csv")
  #expect(table.problems == [])
  #expect(
    table.entries.map(\.entry) == [
      DeploymentEntry(
        resource: "harbour-oai-weu", deployment: "chat-prod", model: "gpt-4o", modelVersion: "2024-08-06",
        deploymentType: .global, units: 50, span: DatedSpan(from: day("2026-01-01"))),
      DeploymentEntry(deployment: "legacy", model: "gpt-35-turbo", modelVersion: "0613"),
    ])
}

@Test func everyWrongRowOfTheDeploymentsIsNamedWithItsLine() {
  let table = DeploymentTable.parse(
    "deployment,model,deploymentType,units\nchat,gpt-4o,Premium,\nchat,,,\n,gpt-4o,,\nchat,gpt-4o,global,-1\n",
    path: "d.csv")
  #expect(
    table.problems.map { "\($0.place) \($0.code.rawValue)" } == [
      "2 impossibleValue", "3 malformed", "4 malformed", "5 impossibleValue",
    ])
}

private let az = #"""
  [
    {
      "etag": "\"1\"",
      "id": "/subscriptions/1/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/Harbour-OAI-SWC/deployments/Assist",
      "name": "Assist",
      "properties": {"model": {"format": "OpenAI", "name": "gpt-4.1-mini", "version": "2025-04-14"}},
      "sku": {"capacity": 120, "name": "DataZoneStandard"}
    },
    {"name": "no-model", "properties": {}},
    {"name": "odd", "properties": {"model": {"name": "gpt-4o"}}, "sku": {"name": "Premium"}}
  ]
  """#

@Test func whatAzListsIsRead() {
  for text in [az, "\u{FEFF}" + az, "{\"value\":\(az),\"nextLink\":null}"] {
    let table = DeploymentTable.parse(text, path: "d.json")
    #expect(
      table.entries.map(\.entry) == [
        DeploymentEntry(
          resource: "harbour-oai-swc", deployment: "assist", model: "gpt-4.1-mini", modelVersion: "2025-04-14",
          deploymentType: .dataZone, units: 120)
      ])
    #expect(
      table.problems.map { "\($0.place) \($0.code.rawValue)" } == [
        "deployment 2 malformed", "deployment 3 impossibleValue",
      ])
  }
}

@Test(arguments: ["{}", "[", "{\"value\":1}", "[1]"]) func whatIsNoListOfDeploymentsSaysSo(_ text: String) {
  let table = DeploymentTable.parse(text, path: "d.json")
  #expect(table.entries.isEmpty)
  #expect(table.problems.map(\.code) == [.malformed])
}

@Test func theSamplesRegistersAreSound() throws {
  let directory = DirectoryTable.parse(
    String(decoding: try SampleFolder.bytes("Directory/directory.csv"), as: UTF8.self), path: "directory.csv")
  #expect(directory.problems == [])
  #expect(directory.entries.count == 33)
  #expect(DirectoryTable.join([], directory, path: "").problems == [])
  for (name, count) in [("deployments.csv", 5), ("deployments-swc.az.json", 4)] {
    let text = String(decoding: try SampleFolder.bytes("Directory/\(name)"), as: UTF8.self)
    let deployments = DeploymentTable.parse(text, path: name)
    #expect(deployments.problems == [])
    #expect(deployments.entries.count == count)
  }
}
