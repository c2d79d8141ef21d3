import Foundation
import Testing

/// SQL over tables that can only be read.
@Suite struct QueryCommandTests {
  private func query(_ arguments: String..., stdin: String = "") throws -> Program.Outcome {
    try Program.run(["query"] + arguments + ["--database", Samples.database], stdin: Data(stdin.utf8))
  }

  @Test func itSaysWhatTheReportSays() throws {
    let report = try Samples.report("usage", "--month", "2026-10", "--by", "team")
    for table in ["calls", "usageByDay"] {
      let sql =
        "SELECT team, sum(calls) AS calls, exactSum(exactCost) AS cost FROM \(table) WHERE month = '2026-10' GROUP BY team"
      let outcome = try query(sql, "--format", "json")
      #expect(outcome.code == 0 && outcome.error == "")
      let answer = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
      let rows = try #require(answer["rows"] as? [[String: Any]])
      func lines(_ rows: [[String: Any]]) -> [String] {
        rows.map { "\($0["team"] as? String ?? "null") \($0["calls"] ?? "") \($0["cost"] ?? "")" }.sorted()
      }
      #expect(lines(rows) == lines(report.rows), "\(table)")
    }
  }

  @Test func theSQLMayComeFromStandardInput() throws {
    let outcome = try query("-", "--format", "csv", stdin: "SELECT 1 AS one,\n  'a' AS two;\n")
    #expect(outcome.text == "one,two\n1,a\n")
  }

  @Test func anAnswerGoesToAFileWhole() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("answer.csv").path
    let outcome = try query("SELECT name FROM directory", "--format", "csv", "--output", path)
    #expect(outcome.code == 0 && outcome.text == "")
    #expect(folder.text("answer.csv")?.hasPrefix("name\n") == true)
    #expect(try folder.files() == ["answer.csv"])
  }

  @Test func theSchemaNeedsNoDatabaseAndNamesEveryDimension() throws {
    let outcome = try Program.run(["query", "--schema", "--format", "csv"])
    #expect(outcome.code == 0 && outcome.error == "")
    let report = try Program.run(["report", "--by", "nonsense", "--database", Samples.database]).error
    let dimensions = report.split(separator: " are ").last.map { $0.split(separator: ", ") } ?? []
    #expect(dimensions.count > 20)
    for name in dimensions {
      #expect(outcome.lines.contains { $0.hasPrefix("calls,\(name.trimmingCharacters(in: .newlines)),text,") })
    }
  }

  @Test(arguments: [
    ("SELECT modle FROM calls", "no such column: modle: did you mean model?"),
    ("SELECT * FROM cals", "no such table: cals: did you mean calls?"),
    ("DROP TABLE x", "no such table: x"), ("ATTACH 'x' AS x", "a query reads no file: it can SELECT from calls, "),
    ("CREATE TABLE x (a)", "a query only reads: it can SELECT from calls, "),
    ("SELECT 1; SELECT 2", "a query is one statement"), ("SELEC", "syntax error"),
  ])
  func aMistakeIsOneSentence(_ sql: String, _ words: String) throws {
    let outcome = try query(sql)
    #expect(outcome.code == 2)
    #expect(outcome.error.hasPrefix("error: ") && outcome.error.contains(words), "\(outcome.error)")
    #expect(outcome.error.split(separator: "\n").count == 1 && outcome.text == "")
  }

  @Test func nothingIsWrittenNoMatterWhatIsAsked() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: Samples.database, toPath: folder.path("copy.sqlite").path)
    let before = try Program.run(
      ["report", "--format", "json", "--all", "--database", "copy.sqlite"], in: folder.url
    ).text
    for sql in [
      "DELETE FROM calls", "VACUUM INTO 'stolen.sqlite'", "ATTACH 'new.sqlite' AS x", "SELECT writefile('x', 'y')",
    ] {
      #expect(try Program.run(["query", sql, "--database", "copy.sqlite"], in: folder.url).code == 2, "\(sql)")
    }
    #expect(try folder.files().filter { !$0.hasPrefix("copy.sqlite") }.isEmpty)
    let after = try Program.run(["report", "--format", "json", "--all", "--database", "copy.sqlite"], in: folder.url)
    #expect(after.text == before)
  }

  @Test func controlCEndsASlowQuery() throws {
    let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    let run = try Program.start(["query", endless, "--database", Samples.database])
    Thread.sleep(forTimeInterval: 1.5)
    #expect(run.isRunning)
    run.interrupt()
    let outcome = try run.outcome()
    // As shells say that Ctrl-C ended it.
    #expect(outcome.code == 128 + SIGINT)
    #expect(outcome.error == "error: the query was interrupted\n" && outcome.text == "")
  }
}
