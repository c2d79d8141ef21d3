import Foundation
import Testing

/// Where the database is looked for, and what is said if it is not there or is none.
@Suite struct DatabaseTests {
  private let folder: TemporaryFolder
  private let event =
    #"{"event-time":"10/1/2026 12:00:00 AM","message-id":"one","appid":"a","operationname":"C","messages":"[]"}"#

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ["report"], ["report", "statement", "--month", "2026-10"], ["directory", "list"], ["deployments", "list"],
  ])
  func readingWithoutADatabaseIsAnErrorAndMakesNone(_ arguments: [String]) throws {
    let outcome = try Program.run(arguments, in: folder.url)
    #expect(outcome.code == 1)
    #expect(
      outcome.error == "error: chargeback.sqlite: there is no database here; chargeback ingest PATH makes one\n")
    #expect(try folder.files() == [])
  }

  @Test func aFileThatIsNoDatabaseIsLeftAsItIs() throws {
    let text = String(repeating: "These are my notes. ", count: 300)
    try folder.file("notes.txt", text)
    for arguments in [["report"], ["ingest", "-"], ["prices", "list"], ["directory", "list"]] {
      let outcome = try Program.run(arguments + ["--database", "notes.txt"], in: folder.url)
      #expect(outcome.code == 1)
      #expect(outcome.error == "error: notes.txt: this is no chargeback database\n")
    }
    #expect(folder.text("notes.txt") == text)
    #expect(try folder.files() == ["notes.txt"])
  }

  @Test func aFolderThatIsNotThereIsAnErrorWithThePath() throws {
    let outcome = try Program.run(["ingest", "-", "--database", "no/where.sqlite"], in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.error == "error: no/where.sqlite: the database cannot be opened; does its folder exist?\n")
  }

  @Test func theOptionGoesBeforeTheEnvironmentAndThatBeforeTheCurrentFolder() throws {
    func ingest(_ arguments: [String], _ environment: [String: String]) throws {
      let outcome = try Program.run(
        ["ingest", "-", "-q"] + arguments, stdin: Data(event.utf8), environment: environment, in: folder.url)
      #expect(outcome.code == 0, "\(outcome.error)")
    }
    try ingest([], [:])
    #expect(try folder.files() == ["chargeback.sqlite"])
    try ingest([], ["CHARGEBACK_DATABASE": "environment.sqlite"])
    #expect(try folder.files() == ["chargeback.sqlite", "environment.sqlite"])
    try ingest(["--database", "option.sqlite"], ["CHARGEBACK_DATABASE": "unused.sqlite"])
    try ingest([], ["CHARGEBACK_DATABASE": ""])
    #expect(try folder.files() == ["chargeback.sqlite", "environment.sqlite", "option.sqlite"])
  }

  @Test func severalProgramsMayMakeOneDatabaseAtOnce() throws {
    let runs = try (0..<6).map { _ in
      try Program.start(["ingest", "-", "-q", "--database", "new.sqlite"], in: folder.url)
    }
    let outcomes = try runs.map { try $0.outcome() }
    for outcome in outcomes { #expect(outcome.code == 0, "\(outcome.error)") }
  }

  @Test func itRunsFromCronWithAnEmptyEnvironmentInAnyFolder() throws {
    try folder.file("logs/events.jsonl", event)
    let database = folder.path("month.sqlite").path
    let line =
      "env -i \"$0\" ingest '\(folder.path("logs").path)' --quiet --database '\(database)' && cd / && "
      + "env -i \"$0\" report --month 2026-10 --format csv --database '\(database)'"
    let outcome = try Program.shell(line, in: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.error == "")
    #expect(outcome.lines.count == 2)
  }

  @Test func neitherLocaleNorTimeZoneOfTheMachineChangesAReport() throws {
    let arguments = ["report", "--by", "day,app", "--since", "2026-10-24", "--database", Samples.database]
    let plain = try Program.run(arguments)
    for environment in [
      ["TZ": "Asia/Kathmandu"], ["LC_ALL": "de_DE.UTF-8", "LANG": "ar_SA.UTF-8"], ["TZ": "nonsense"],
    ] {
      #expect(try Program.run(arguments, environment: environment).text == plain.text)
    }
  }

  @Test func aReportLeavesTheDatabaseFileAsItIs() throws {
    try folder.file("events.jsonl", event)
    #expect(try Program.run(["ingest", "events.jsonl"], in: folder.url).code == 0)
    let before = try Data(contentsOf: folder.path("chargeback.sqlite"))
    #expect(try Program.run(["report"], in: folder.url).code == 0)
    #expect(try Data(contentsOf: folder.path("chargeback.sqlite")) == before)
    #expect(try folder.files() == ["chargeback.sqlite", "events.jsonl"])
  }

  @Test func anEmptyDatabaseSaysHowToFillIt() throws {
    #expect(try Program.run(["ingest", "-", "-q"], in: folder.url).code == 0)
    let outcome = try Program.run(["report"], in: folder.url)
    #expect(outcome.code == 1)
    #expect(
      outcome.error
        == "error: chargeback.sqlite: the database holds no calls yet; chargeback ingest PATH brings them in\n")
    let month = try Program.run(["report", "--month", "2026-10"], in: folder.url)
    #expect(month.code == 0)
    #expect(month.error == "note: the database holds no calls\n")
  }
}
