import Foundation
import TestSupport
import Testing

/// An import that is killed in the middle is completed by the next run, to the same content.
@Suite struct KilledImportTests {
  @Test func aRunKilledBetweenTwoTransactionsIsCompletedByTheNext() throws {
    let folder = try TemporaryFolder()
    // More records than the 50,000 of a transaction, most of them of no account.
    let audit = #"{"category":"Audit","resourceId":"/PROVIDERS/MICROSOFT.COGNITIVESERVICES/"}"#
    let audits = Array(repeating: audit + "\n", count: 49_600)
    let events = (0..<1_000).map { event($0) + "\n" }
    let whole = try folder.file("whole.jsonl", (audits + events).joined())

    let killed = folder.path("killed.sqlite").path
    let run = try RunningProgram(
      Program.url, ["ingest", "-", "--database", killed], stdin: nil, environment: [:], in: folder.url)
    let input = try #require(run.input)
    try input.write(contentsOf: Data((audits + events[..<700]).joined().utf8))
    // The pipe stays open: the program waits for more, with one transaction committed and another begun.
    var patience = 200
    while try report(killed).code != 0, patience > 0 {
      Thread.sleep(forTimeInterval: 0.2)
      patience -= 1
    }
    #expect(run.isRunning)
    run.kill()
    #expect(try run.outcome().code == 128 + 9)
    try input.close()
    let left = try report(killed)
    #expect(left.code == 0)

    let unbroken = folder.path("unbroken.sqlite").path
    for database in [killed, unbroken] {
      #expect(try Program.run(["ingest", whole.path, "--database", database]).code == 0)
    }
    let complete = try report(unbroken)
    #expect(try report(killed).text == complete.text)
    #expect(left.text != complete.text)
    #expect(try ReportJSON(complete.text).totals["unmeteredCalls"] as? Int == 0)
  }

  @Test(arguments: [1, 2] as [UInt64])
  func aRunKilledAtAnyMomentIsCompletedByTheNext(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let database = folder.path("killed.sqlite").path
    let arguments = ["ingest", "--database", database] + Samples.folders
    for _ in 1...2 {
      let run = try Program.start(arguments, in: Project.root)
      Thread.sleep(forTimeInterval: Double.random(in: 0.02..<0.4, using: &generator))
      run.kill()
      _ = try run.outcome()
    }
    let last = try Program.run(arguments, in: Project.root)
    #expect(last.code == 0, "seed \(seed): \(last.error)")
    Samples.addRegisters(database)
    try expectTheSameReports(database, "seed \(seed)")
  }

  /// Fails while the database holds no calls.
  private func report(_ database: String) throws -> Program.Outcome {
    try Program.run(["report", "--by", "appId,day,usageSource", "--format", "json", "--database", database])
  }

  /// Requests and responses in turn; a call's two stand far apart.
  private func event(_ index: Int) -> String {
    let call = index.isMultiple(of: 2) ? index / 2 : 499 - index / 2
    let head =
      "{\"event-time\": \"3/\(1 + call % 28)/2026 9:00:00 AM\", \"message-id\": \"message-\(call)\", "
      + "\"appid\": \"app-\(call % 7)\", "
    if index.isMultiple(of: 2) { return head + "\"operationname\": \"ChatCompletions_Create\", \"messages\": \"[]\"}" }
    return head + "\"choices\": \"[]\", \"operation\": \"chat.completion\", \"model\": \"gpt-4o\", "
      + "\"modeltime\": \"\", \"completion_tokens\": \"\(call % 50)\", \"prompt_tokens\": \"\(call)\"}"
  }
}
