import Foundation
import Testing

/// Where settings are looked for, and which goes before which.
@Suite struct SettingsCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// `database` and where it was said.
  private func database(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> [String] {
    let outcome = try Program.run(["settings", "--json"] + arguments, environment: environment, in: folder.url)
    let values = try ReportJSON(outcome.text).object["values"] as? [[String: Any]]
    let value = try #require(values?.first { $0["name"] as? String == "database" })
    return ["value", "from", "path", "line"].map { "\(value[$0] ?? "")" }
  }

  @Test func aFlagGoesBeforeTheEnvironmentThatBeforeTheFileThatBeforeTheDefault() throws {
    let null = "\(NSNull())"
    #expect(try database() == ["chargeback.sqlite", "default", null, null])
    try folder.file("chargeback.yaml", "# ours\ndatabase: here.sqlite\n")
    #expect(try database() == ["here.sqlite", "file", "chargeback.yaml", "2"])
    try folder.file("etc/other.yaml", "database: other.sqlite\n")
    let other = ["CHARGEBACK_SETTINGS": "etc/other.yaml"]
    #expect(try database([], other) == ["etc/other.sqlite", "file", "etc/other.yaml", "1"])
    #expect(try database(["--settings", "chargeback.yaml"], other)[0] == "here.sqlite")
    #expect(try database([], ["CHARGEBACK_DATABASE": "e.sqlite"]) == ["e.sqlite", "environment", null, null])
    #expect(
      try database(["--database", "f.sqlite"], ["CHARGEBACK_DATABASE": "e.sqlite"]) == ["f.sqlite", "flag", null, null])
    let table = try Program.run(["settings"], in: folder.url).lines
    #expect(table.first == "Settings file: chargeback.yaml")
    // Nobody said a currency.
    #expect(table.contains { $0.split(separator: " ") == ["currency", "default", "-"] }, "\(table)")
    #expect(
      table.contains { $0.split(separator: " ") == ["database", "chargeback.yaml:2", "here.sqlite"] }, "\(table)")
  }

  @Test func aMistakeIsAUsageErrorThatNamesTheLine() throws {
    try folder.file("chargeback.yaml", "strict: false\nexprot:\n  into: x\ntimeZone: Europe/Berln\n")
    for command in [["settings"], ["report"], ["run"], ["ingest", "logs"]] {
      let outcome = try Program.run(command, in: folder.url)
      #expect(outcome.code == 2, "\(command)")
      #expect(
        outcome.error == """
          error: chargeback.yaml:2: unknown setting "exprot": did you mean export?
          error: chargeback.yaml:4: "Europe/Berln": no time zone is called so: use an IANA name such as Europe/Berlin, or UTC; \
          nothing was done

          """, "\(command)")
    }
    #expect(try folder.files() == ["chargeback.yaml"])
  }

  @Test func aSettingsFileThatIsNamedMustBeThere() throws {
    let outcome = try Program.run(["settings", "--settings", "none.yaml"], in: folder.url)
    #expect(outcome.code == 1 && outcome.error == "error: none.yaml: no such file, or it cannot be read\n")
    let run = try Program.run(["run"], in: folder.url)
    #expect(run.code == 2 && run.error.hasPrefix("error: there is no settings file: name one by --settings or "))
  }

  @Test func reportsAndImportsGoByTheSettings() throws {
    let night = try NightlyFolder("timeZone: Asia/Tokyo")
    let ingest = try Program.run(["ingest", "--settings", night.settings], in: URL(filePath: "/"))
    #expect(ingest.code == 0 && ingest.error.hasSuffix("20 new calls\n"), "\(ingest.error)")
    func zone(_ arguments: String...) throws -> String? {
      let text = try Program.run(
        ["report", "usage", "--all", "--format", "json", "--settings", night.settings] + arguments,
        in: URL(filePath: "/")
      )
      .text
      return try (ReportJSON(text).object["period"] as? [String: String])?["timeZone"]
    }
    #expect(try zone() == "Asia/Tokyo")
    #expect(try zone("--time-zone", "UTC") == "UTC")
  }

  @Test func theSampleOfTheDocumentationIsInForceAsItStands() throws {
    let outcome = try Program.run(["settings", "--settings", "SampleData/Settings/chargeback.yaml"], in: Project.root)
    #expect(outcome.code == 0)
    #expect(outcome.lines.first == "Settings file: SampleData/Settings/chargeback.yaml")
    for name in ["inputs", "mappings", "directory", "deployments", "prices", "export.into", "budget"] {
      #expect(outcome.lines.contains { $0.hasPrefix("\(name) ") && $0.contains("chargeback.yaml:") }, "\(name)")
    }
  }
}
