import Foundation
import Testing

/// `prices`, `directory`, `deployments` and `resources`: in, out again, and refused where they are wrong.
@Suite struct RegisterCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String..., stdin: String = "") throws -> Program.Outcome {
    try Program.run(arguments, stdin: Data(stdin.utf8), in: folder.url)
  }

  @Test(arguments: [
    ("prices", ["PriceTables/harbour-foods-2026.csv"]), ("directory", ["Directory/directory.csv"]),
    ("deployments", ["Directory/deployments.csv", "Directory/deployments-swc.az.json"]),
    ("resources", ["Directory/resources.az.json"]),
  ])
  func importingIsIdempotent(_ register: String, _ names: [String]) throws {
    let files = names.map { Project.samples.appending(path: $0).path }
    let first = try Program.run([register, "import"] + files, in: folder.url)
    #expect(first.code == 0)
    let list = try run(register, "list")
    let count = list.lines.count - 1
    #expect(count > 5)
    #expect(first.error == "\(register): \(count) imported, \(count) in all\n")
    let again = try Program.run([register, "import"] + files + files, in: folder.url)
    #expect(again.error == "\(register): 0 imported, \(count) in all\n")
    let replaced = try Program.run([register, "import", "--replace", "--quiet"] + files, in: folder.url)
    #expect(replaced.code == 0 && replaced.error == "")
    #expect(try run(register, "list").text == list.text)
  }

  @Test(arguments: ["prices", "deployments", "resources"])
  func theListIsATableThatCanBeImported(_ register: String) throws {
    let list = try Program.run([register, "list", "--database", Samples.database]).text
    let outcome = try run(register, "import", "-", stdin: list)
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(try run(register, "list").text == list)
    #expect(try run(register, "import", "-", stdin: list).error.hasPrefix("\(register): 0 imported, "))
  }

  @Test func theDirectorysListCanBeImportedWhereItCameFrom() throws {
    try folder.file("directory.csv", "kind,id,name\nappId,a,Fish & Co\nappId,b,=1+1\n")
    #expect(try run("directory", "import", "directory.csv").code == 0)
    let list = try run("directory", "list").text
    #expect(list.contains("appId,a,Fish & Co,") && list.contains("appId,b,'=1+1,"))
    #expect(try run("directory", "import", "-", stdin: list).error == "directory: 0 imported, 2 in all\n")
  }

  @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian])
  func whatPowerShellWroteIsRead(_ encoding: String.Encoding) throws {
    let list = try String(
      contentsOf: Project.samples.appending(path: "Directory/deployments-swc.az.json"), encoding: .utf8)
    try folder.file("deployments.json", try #require("\u{FEFF}\(list)".data(using: encoding)))
    #expect(try run("deployments", "import", "deployments.json").code == 0)
    let expected = try Program.run(
      ["deployments", "import", "SampleData/Directory/deployments-swc.az.json", "--database", folder.path("b").path],
      in: Project.root)
    #expect(expected.code == 0)
    #expect(
      try run("deployments", "list").text == run("deployments", "list", "--database", folder.path("b").path).text)
  }

  @Test func theBundledPricesCanBeListedWithoutADatabaseAndImported() throws {
    let bundled = try run("prices", "list", "--bundled")
    #expect(bundled.error == "")
    #expect(try run("prices", "list", "--quiet").text == bundled.text)
    #expect(try folder.files() == [])
    #expect(try run("prices", "import", "-", stdin: bundled.text).code == 0)
    let list = try run("prices", "list")
    #expect(list.text == bundled.text)
    #expect(list.error == "note: Prices: \(bundled.lines.count - 1) imported rows (-).\n")
    let mini = try run("prices", "list", "--model", "gpt-4o-mini", "--quiet").lines.dropFirst()
    #expect(!mini.isEmpty && mini.allSatisfy { $0.hasPrefix("gpt-4o-mini,") })
  }

  @Test func aRefusalNamesBothRowsAndChangesNothing() throws {
    try folder.file(
      "prices.csv",
      """
      model,meter,unit,price,currency,effectiveFrom,effectiveTo
      gpt-4o,input,1M,2,USD,2026-01-01,2026-02-02
      gpt-4o,input,1M,3,USD,2026-02-01,
      """)
    try folder.file(
      "people.csv", "kind,id,name,effectiveFrom,effectiveTo\nappId,a,One,,2026-02-02\nappId,A,Two,2026-02-01,\n")
    try folder.file("types.csv", "deployment,model\nchat,gpt-4o\nchat,o1\n")
    let prices = try run("prices", "import", "prices.csv")
    #expect(prices.error.hasPrefix("error: prices.csv:3: both prices.csv:2 and prices.csv:3 price input of gpt-4o "))
    #expect(prices.error.hasSuffix("; nothing was imported\n"))
    let people = try run("directory", "import", "people.csv")
    #expect(people.error == "error: people.csv:3: appId a stands in line 2 for the same time; nothing was imported\n")
    let types = try run("deployments", "import", "types.csv")
    #expect(types.error == "error: types.csv:3: */chat stands in line 2 for the same time; nothing was imported\n")
    #expect([prices, people, types].map(\.code) == [1, 1, 1])
    #expect(try folder.files() == ["people.csv", "prices.csv", "types.csv"])
  }

  @Test func everyMistakeOfATableIsNamed() throws {
    try folder.file("good.csv", "kind,id,name\nappId,a,One\n")
    try folder.file("bad.csv", "kind,id,effectiveFrom\nappID,a,\nappId,,\nappId,b,1.2.2026\n")
    let outcome = try run("directory", "import", "good.csv", "bad.csv")
    #expect(outcome.code == 1)
    #expect(
      outcome.error == """
        error: bad.csv:2: kind "appID" is none of objectId, appId, apiKey, subscriptionId, productId, gateway
        error: bad.csv:3: id is empty
        error: bad.csv:4: effectiveFrom "1.2.2026" is no date such as 2026-10-01; nothing was imported

        """)
    #expect(try folder.files() == ["bad.csv", "good.csv"])
  }

  @Test(arguments: ["prices", "directory", "deployments"])
  func aTableThatIsNotThereOrNoTextIsAnErrorAndMakesNoDatabase(_ register: String) throws {
    let missing = try run(register, "import", "missing.csv")
    #expect(missing.code == 1)
    #expect(missing.error == "error: missing.csv: no such file, or it cannot be read\n")
    try folder.file("bytes.csv", Data([0xFF, 0xFE, 0x00]))
    let bytes = try run(register, "import", "bytes.csv")
    #expect(bytes.code == 1)
    #expect(bytes.error == "error: bytes.csv: it is no text in UTF-8 or UTF-16\n")
    #expect(try folder.files() == ["bytes.csv"])
  }

  @Test func importedPricesReplaceTheBundledOnesInTheNextReport() throws {
    try folder.file(
      "events.jsonl",
      #"{"event-time":"10/1/2026 12:00:00 AM","message-id":"one","appid":"a","choices":"[]","operation":"chat.completion","#
        + #""model":"gpt-4o","modeltime":"","completion_tokens":"0","prompt_tokens":"1000000","total_tokens":"1000000"}"#
    )
    #expect(try run("ingest", "events.jsonl").code == 0)
    #expect(try ReportJSON(run("report", "--all", "--format", "json").text).totals["cost"] as? String == "2.5")
    let prices = "model,meter,unit,price,currency\ngpt-4o,input,1M,7.25,EUR\ngpt-4o,output,1M,1,EUR\n"
    #expect(try run("prices", "import", "-", stdin: prices).code == 0)
    let report = try ReportJSON(run("report", "--all", "--format", "json").text)
    #expect(report.totals["cost"] as? String == "7.25")
    #expect(report.object["currency"] as? String == "EUR")
    #expect(report.object["notes"] as? [String] == ["Prices: 2 imported rows (-)."])
  }
}
