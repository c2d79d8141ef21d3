import Foundation
import TestSupport
import Testing

/// Order, splitting, names and repetition of the input change no report.
@Suite struct SameContentTests {
  @Test func importingTwiceChangesNothing() throws {
    let folder = try TemporaryFolder()
    let database = folder.path("twice.sqlite").path
    try ingest(Samples.folders, database)
    let second = try ingest(["--json"] + Samples.folders, database)
    Samples.addRegisters(database)
    Samples.addRegisters(database)
    let totals = try #require(try ReportJSON(second.text).object["totals"] as? [String: Int])
    #expect(totals["merged"] == 0)
    #expect(totals["newCalls"] == 0)
    try expectTheSameReports(database)
  }

  @Test func theReverseOrderGivesTheSameReports() throws {
    let folder = try TemporaryFolder()
    let database = folder.path("reverse.sqlite").path
    try ingest(Samples.logs.reversed(), database)
    Samples.addRegisters(database)
    try expectTheSameReports(database)
  }

  @Test(arguments: [1, 2] as [UInt64])
  func anyOrderInSeveralRunsUnderOtherNamesGivesTheSameReports(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let database = folder.path("shuffled.sqlite").path
    var files: [String] = []
    for (number, log) in Samples.logs.shuffled(using: &generator).enumerated() {
      files.append("\(number).log")
      try folder.file(files[number], try Data(contentsOf: Project.root.appending(path: log)))
    }
    let cut = Int.random(in: 1..<files.count, using: &generator)
    try ingest(Array(files[..<cut]), database, in: folder.url)
    try ingest(["."], database, in: folder.url)
    Samples.addRegisters(database)
    try expectTheSameReports(database, "seed \(seed)")
  }

  @Test func allLogsOfOctoberAsOneFileGiveTheSameReports() throws {
    let folder = try TemporaryFolder()
    let joined = try Data(
      Samples.october.map { try Data(contentsOf: Project.root.appending(path: $0)) }.joined(separator: Data("\n".utf8)))
    let databases = ["many.sqlite", "one.sqlite"].map { folder.path($0).path }
    let outcomes = [
      try ingest(["--json"] + Samples.october, databases[0]), try ingest(["--json", "-"], databases[1], stdin: joined),
    ]
    let totals = try outcomes.map { try #require(try ReportJSON($0.text).object["totals"] as? [String: Int]) }
    for name in ["records", "merged", "duplicates", "rejected", "ignored", "newCalls"] {
      #expect(totals[0][name] == totals[1][name], "\(name)")
    }
    databases.forEach(Samples.addRegisters)
    for arguments in telling {
      #expect(try Samples.report(arguments, of: databases[0]) == Samples.report(arguments, of: databases[1]))
    }
  }

  @Test func twoImportsAtOnceBothSucceed() throws {
    let folder = try TemporaryFolder()
    let database = folder.path("both.sqlite").path
    try ingest(["-", "--quiet"], database)
    let arguments = ["ingest", "--json", "--database", database]
    let runs = try [Samples.folders, Samples.folders.reversed()].map {
      try Program.start(arguments + $0, in: Project.root)
    }
    let outcomes = try runs.map { try $0.outcome() }
    for outcome in outcomes { #expect(outcome.code == 0, "\(outcome.error)") }
    let newCalls = try outcomes.map { try ReportJSON($0.text) }
      .compactMap { ($0.object["totals"] as? [String: Int])?["newCalls"] }
    let alone = try ReportJSON(Samples.imported.text).object["totals"] as? [String: Int]
    #expect(newCalls.reduce(0, +) == alone?["newCalls"])
    Samples.addRegisters(database)
    try expectTheSameReports(database)
  }

  @discardableResult
  private func ingest(
    _ arguments: [String], _ database: String, stdin: Data = Data(), in folder: URL = Project.root
  ) throws -> Program.Outcome {
    let outcome = try Program.run(["ingest", "--database", database] + arguments, stdin: stdin, in: folder)
    #expect(outcome.code == 0, "\(outcome.error)")
    return outcome
  }
}

/// Reports of two kinds, by several dimensions, that together show every call and every column.
private let telling = [
  ["usage", "--by", "app,team,model,modelVersion,deployment,deploymentType", "--format", "json"],
  ["usage", "--by", "objectId,appId,apiKey,subscriptionId,productId,callerIp,day", "--format", "csv"],
  ["usage", "--by", "resource,region,operation,statusCode,stream,origin,usageSource", "--include-unjoined"],
  ["statement", "--month", "2026-10", "--time-zone", "Europe/Berlin", "--format", "markdown"],
]

private let expected = telling.map { try! Samples.report($0, of: Samples.database) }

/// The reports of this database are, byte for byte, those of the samples imported once, in order.
func expectTheSameReports(_ database: String, _ comment: String = "") throws {
  for (arguments, expected) in zip(telling, expected) {
    let found = try Samples.report(arguments, of: database)
    #expect(found == expected, "\(comment) \(arguments)")
    #expect(!found.isEmpty)
  }
}
