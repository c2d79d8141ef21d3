import Foundation
import Testing

/// Ctrl-C ends a run tidily: it says what is kept, and the next run completes it.
@Suite struct InterruptedTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private let events = (0..<12_000).map { call in
    "{\"event-time\": \"3/\(1 + call % 28)/2026 9:00:00 AM\", \"message-id\": \"message-\(call)\", \"appid\": \"app\", "
      + "\"choices\": \"[]\", \"operation\": \"chat.completion\", \"model\": \"gpt-4o\", \"modeltime\": \"\", "
      + "\"completion_tokens\": \"\(call % 50)\", \"prompt_tokens\": \"\(call)\"}\n"
  }

  private func calls(_ database: String) throws -> Int? {
    let report = try Program.run(["report", "--by", "appId", "--format", "json", "--database", database])
    return try report.code == 0 ? ReportJSON(report.text).totals["calls"] as? Int : nil
  }

  @Test func anImportFromASilentPipeEndsAndSaysWhatIsKept() throws {
    let database = folder.path("got.sqlite").path
    let run = try RunningProgram(
      Program.url, ["ingest", "-", "--database", database], stdin: nil, environment: [:], in: folder.url)
    let input = try #require(run.input)
    // More than the first megabyte, which is looked through for dates. The last record is cut in the middle, and the pipe stays open.
    try input.write(contentsOf: Data((events[..<9_000].joined() + events[9_000].prefix(60)).utf8))
    var patience = 100
    while !FileManager.default.fileExists(atPath: database), patience > 0 {
      Thread.sleep(forTimeInterval: 0.1)
      patience -= 1
    }
    Thread.sleep(forTimeInterval: 0.5)
    run.interrupt()
    let outcome = try run.outcome()
    try input.close()
    #expect(outcome.code == 128 + SIGINT)
    let lines = outcome.error.split(separator: "\n").map(String.init)
    #expect(
      lines.last
        == "error: interrupted: what is counted above is in the database; the same command again reads the rest")
    #expect(lines.first?.contains(" 0 rejected ") == true, "\(outcome.error)")
    let kept = try #require(try calls(database))
    #expect(kept > 0 && kept <= 9_000)
    #expect(lines.contains { $0.replacing(",", with: "").hasSuffix("; \(kept) new calls") }, "\(outcome.error)")

    let whole = try folder.file("whole.jsonl", events.joined())
    let next = try Program.run(["ingest", whole.path, "--database", database])
    #expect(next.error.contains("12,000 records = "))
    #expect(try calls(database) == 12_000)
  }

  @Test func theSummaryInJSONSaysThatItIsNotAll() throws {
    let run = try RunningProgram(
      Program.url, ["ingest", "-", "--json", "--database", folder.path("got.sqlite").path], stdin: nil,
      environment: [:],
      in: folder.url)
    try run.input?.write(contentsOf: Data(events.joined().utf8))
    Thread.sleep(forTimeInterval: 1)
    run.interrupt()
    let outcome = try run.outcome()
    try run.input?.close()
    let summary = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
    #expect(summary?["interrupted"] as? Bool == true)
    #expect(outcome.code == 128 + SIGINT)
  }

  #if os(Linux)
    private static let hasTerminals = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

    /// What a terminal shows where someone presses Ctrl-C.
    private func pressed(_ command: String, after seconds: Double) throws -> Program.Outcome {
      try folder.file("show", "exec \"$PROGRAM\" \(command)\n")
      return try Program.shell(
        "(sleep \(seconds); printf '\\003'; sleep 2) | PROGRAM=\"$0\" script -qec 'sh show' typescript >/dev/null",
        in: folder.url)
    }

    @Test(.enabled(if: hasTerminals)) func controlCAtATerminalEndsAQuery() throws {
      let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
      let outcome = try pressed("query \"\(sql)\" --database '\(Samples.database)'", after: 2)
      #expect(outcome.code == 128 + SIGINT)
      #expect(folder.text("typescript")?.contains("error: the query was interrupted") == true)
    }

    @Test(.enabled(if: hasTerminals)) func controlCAtATerminalEndsAnImport() throws {
      try folder.file("some.jsonl", events.prefix(400).joined())
      let outcome = try pressed("ingest some.jsonl - --database got.sqlite", after: 2)
      #expect(outcome.code == 128 + SIGINT)
      let shown = folder.text("typescript") ?? ""
      #expect(shown.contains("some.jsonl: apim-event-hub: 400 records = 400 merged"), "\(shown)")
      #expect(shown.contains("error: interrupted: what is counted above is in the database"), "\(shown)")
      #expect(try calls(folder.path("got.sqlite").path) == 400)
    }

    @Test(.enabled(if: hasTerminals)) func progressIsForTheTerminalAndNeverForAPipe() throws {
      let audit = #"{"category":"Audit","resourceId":"/PROVIDERS/MICROSOFT.COGNITIVESERVICES/"}"# + "\n"
      try folder.file("many.jsonl", String(repeating: audit, count: 210_000))
      try folder.file(
        "show", "stty cols 30\nexec \"$PROGRAM\" ingest many.jsonl --json --database got.sqlite >out.json\n")
      let shown = try Program.shell("PROGRAM=\"$0\" script -qec 'sh show' /dev/null", in: folder.url)
      let progress = shown.text.split(separator: "\r").map(String.init).filter { $0.contains(" MB") }
      #expect(!progress.isEmpty, "\(shown.text)")
      // No longer than the terminal is wide, or it could not be written over.
      for line in progress { #expect(line.prefix { $0 != "\u{1B}" }.count < 30, "\(line)") }
      let output = try #require(folder.text("out.json"))
      #expect(output.hasPrefix("{\n  \"schema\": \"chargeback/ingest/1\"") && !output.contains("\r"))
      let piped = try Program.run(["ingest", "many.jsonl", "--database", "other.sqlite"], in: folder.url)
      #expect(!piped.error.contains("\r") && !piped.error.contains("MB/s"))
    }
  #endif
}
