import Foundation
import Testing

/// `chargeback run` as a machine runs it at night.
@Suite struct RunCommandTests {
  @Test func aRunWithNothingWrongSaysOneLineAndWithQuietNothing() throws {
    let night = try NightlyFolder()
    let first = try night.run()
    #expect(first.code == 0 && first.output.isEmpty)
    #expect(
      first.error
        == "run: directory: 1 entry; 20 new calls in 1 file; 10 of 10 files written (2026-10)\n")
    let second = try night.run()
    #expect(second.error == "run: 0 new calls in 1 file; 0 of 10 files written (2026-10)\n")
    let quiet = try night.run("--quiet")
    #expect(quiet.code == 0 && quiet.error == "" && quiet.output.isEmpty)
  }

  @Test func whatDidNotChangeIsNotWrittenAgain() throws {
    let night = try NightlyFolder()
    _ = try night.run()
    let before = try night.stamps()
    #expect(before.count == 10)
    _ = try night.run()
    #expect(try night.stamps() == before)
    // A new log brings the reports up to date.
    try night.folder.file("logs/hub-2.jsonl", NightlyFolder.events(20..<22))
    #expect(try night.run().error.contains("2 new calls in 2 files; 10 of 10 files written"))
    #expect(
      try night.reports()["2026-10/usage-by-day.csv"].map { String(decoding: $0, as: UTF8.self) }?.contains(
        "2026-10-22,1,") == true)
  }

  @Test func aRegisterFollowsItsFile() throws {
    let night = try NightlyFolder()
    _ = try night.run()
    let people = try #require(night.folder.text("people.csv"))
    try night.folder.file("people.csv", people.replacing("Finance", with: "Treasury"))
    #expect(try night.run().error.contains("directory: 1 entry;"))
    let teams = try #require(try night.reports()["2026-10/usage-by-team.csv"])
    #expect(String(decoding: teams, as: UTF8.self).contains("\nTreasury,10,"))
    // What was imported by hand is not what the settings say.
    _ = try Program.run(
      ["directory", "import", "--replace", "SampleData/Directory/directory.csv", "--settings", night.settings],
      in: Project.root)
    #expect(try night.run().error.contains("directory: 1 entry;"))
    #expect(try night.run().error.contains("run: 0 new calls"))
    // A file with a mistake changes nothing.
    try night.folder.file("people.csv", people + "appId,app-1,Beta,,,,2026-13-01,\n")
    let refused = try night.run()
    #expect(refused.code == 1)
    #expect(refused.error.hasPrefix("error: people.csv:3: effectiveFrom"))
    #expect(try night.reports()["2026-10/usage-by-team.csv"] == teams)
  }

  @Test func aCrossedBudgetIsExit4AndInTheReport() throws {
    // 20 calls at 200,000 × 2.50 and 100,000 × 10 for a million: 1.50 each, half of them of Finance.
    let night = try NightlyFolder("budgets:\n  - {team: Finance, amount: 14.99 USD}\n  - {app: Alpha, amount: 20 USD}")
    let run = try night.run("--quiet")
    #expect(run.code == 4)
    #expect(run.error.hasPrefix("warning[budget]: team Finance, 2026-10: 15.00 of 14.99 USD, exceeded by 0.0100 USD"))
    let statement = try #require(
      try night.reports()["2026-10/statement.md"].map { String(decoding: $0, as: UTF8.self) })
    #expect(statement.contains("## Budgets\n\n- team Finance, 2026-10: 15.00 of 14.99 USD"))
    // Enough for what was spent, not for the line to the month's end.
    try night.write("budgets: [{team: Finance, amount: 15 USD}]")
    let forecast = try night.run("--quiet")
    #expect(forecast.code == 4 && forecast.error.contains(", above the budget, from 19 of 31 days"))
    try night.write("budgets: [{team: Finance, amount: 50 USD}]")
    #expect(try night.run().code == 0)
  }

  @Test func strictIsExit3AndAFlagGoesBeforeTheSettings() throws {
    let night = try NightlyFolder("strict: true")
    #expect(try night.run().code == 3)
    #expect(try night.run("--no-strict").code == 0)
  }

  @Test func whatIsWrongInALogIsSaidOnce() throws {
    let night = try NightlyFolder()
    try night.folder.file("logs/cut.jsonl", NightlyFolder.events(30..<31) + "{\"event-time\": \"10/1/2026 9:00:00 AM\"")
    // What changed a moment ago may still be written to, and is read again.
    Thread.sleep(forTimeInterval: 4.5)
    let first = try night.run("--quiet")
    #expect(first.code == 0 && first.error.hasSuffix("cut.jsonl:3: warning[cutShort]: the record ends in the middle\n"))
    #expect(try night.run("--quiet").error == "")
    // It is still missing.
    #expect(try night.run("--quiet", "--strict").code == 3)
    let ingest = try Program.run(["ingest", "--settings", night.settings, "--quiet"], in: URL(filePath: "/"))
    #expect(ingest.error == first.error)
  }

  @Test func aPatternThatFitsNothingIsNamed() throws {
    let night = try NightlyFolder()
    try FileManager.default.removeItem(at: night.folder.path("logs/hub-1.jsonl"))
    let run = try night.run("--quiet")
    #expect(run.code == 0)
    #expect(run.error == "warning[noInput]: no file fits \(night.folder.path("logs").path)/*.jsonl\n")
    #expect(try night.run("--strict").code == 3)
  }

  @Test func signsOfPatternsInTheFoldersOwnNameAreNone() throws {
    let folder = try TemporaryFolder()
    try folder.file("what? [1]/logs/hub-1.jsonl", NightlyFolder.events(0..<3))
    try folder.file("what? [1]/chargeback.yaml", "database: usage.sqlite\ninputs: [logs/hub-?.jsonl, logs]\n")
    let run = try Program.run(["run", "--settings", "what? [1]/chargeback.yaml"], in: folder.url)
    #expect(run.error == "run: 3 new calls in 1 file\n")
  }

  @Test func twoRunsAtOnceAreOneAfterTheOther() throws {
    let night = try NightlyFolder()
    let runs = try (0..<3).map { _ in try Program.start(["run", "--settings", night.settings]) }
    let outcomes = try runs.map { try $0.outcome() }
    #expect(outcomes.map(\.code) == [0, 0, 0], "\(outcomes.map(\.error))")
    #expect(outcomes.filter { $0.error.contains("10 of 10 files written") }.count == 1)
    #expect(outcomes.filter { $0.error.contains("run: 0 new calls") }.count == 2)
  }

  @Test func aRunThatIsKilledIsCompletedByTheNext() throws {
    let whole = try NightlyFolder()
    _ = try whole.run()
    let expected = try whole.reports()
    let night = try NightlyFolder()
    for milliseconds in [20, 60, 120, 200, 300, 450] {
      let run = try Program.start(["run", "--settings", night.settings])
      Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
      run.kill()
      _ = try run.outcome()
      // What is there is whole.
      for (name, data) in try night.reports() where !name.contains("/.") { #expect(data == expected[name], "\(name)") }
    }
    #expect(try night.run().code == 0)
    #expect(try night.reports() == expected)
  }

  @Test func journalsGetOneObjectALine() throws {
    let night = try NightlyFolder("budgets: [{team: Finance, amount: 1 USD}]")
    try night.folder.file("logs/cut.jsonl", "{\"event-time\": \"10/1/2026 9:00:00 AM\", \"message-id\": \"x")
    let run = try night.run("--log-format", "json")
    #expect(run.code == 4)
    let messages = try run.error.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
    #expect(messages.map { $0["level"] as? String } == ["warning", "warning", "info", "warning"])
    #expect(messages.map { $0["code"] as? String } == ["cutShort", "nothingKnown", nil, "budget"])
    #expect((messages[0]["path"] as? String)?.hasSuffix("logs/cut.jsonl") == true)
    #expect(messages[0]["place"] as? String == "1")
    for message in messages {
      #expect(Set(message.keys) == ["time", "level", "code", "path", "place", "message"])
      #expect((message["time"] as? String)?.hasSuffix("Z") == true)
    }
    // Also what is wrong before anything is done.
    try night.folder.file("chargeback.yaml", "databse: x")
    let refused = try night.run("--log-format=json")
    #expect(refused.code == 2)
    let error = try #require(try JSONSerialization.jsonObject(with: Data(refused.error.utf8)) as? [String: Any])
    #expect(error["level"] as? String == "error" && error["place"] as? String == "1")
    #expect(error["message"] as? String == "unknown setting \"databse\": did you mean database?; nothing was done")
  }
}
