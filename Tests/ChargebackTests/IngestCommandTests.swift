import Foundation
import Testing

/// `chargeback ingest` on what people really give it.
@Suite struct IngestCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func ingest(_ arguments: String..., stdin: String = "") throws -> Program.Outcome {
    try Program.run(["ingest"] + arguments, stdin: Data(stdin.utf8), in: folder.url)
  }

  private let request =
    #"{"event-time":"10/1/2026 12:00:00 AM","message-id":"one","appid":"a","operationname":"C","messages":"[]"}"#

  @Test func aFileThatIsNotThereIsAnErrorAndNothingIsRead() throws {
    try folder.file("good.jsonl", request)
    let outcome = try ingest("good.jsonl", "missing.jsonl")
    #expect(outcome.code == 1)
    #expect(outcome.error == "error: missing.jsonl: no such file or folder\n")
    #expect(try folder.files() == ["good.jsonl"])
  }

  @Test func anEmptyFileIsAWarning() throws {
    try folder.file("empty.jsonl", "")
    let outcome = try ingest("empty.jsonl")
    #expect(outcome.code == 0)
    #expect(
      outcome.error == """
        empty.jsonl: warning[nothingKnown]: the file holds no records
        empty.jsonl: nothing known: 0 records = 0 merged + 0 duplicates + 0 rejected + 0 ignored
        1 file: 0 records = 0 merged + 0 duplicates + 0 rejected + 0 ignored; 0 new calls

        """)
    #expect(outcome.output.isEmpty)
    #expect(try ingest("empty.jsonl", "--strict").code == 3)
  }

  @Test func aBinaryFileIsAWarningAndTheNextFileIsRead() throws {
    try folder.file("1.bin", Data((0..<3000).map { UInt8(truncatingIfNeeded: $0 * $0) }))
    try folder.file("2.jsonl", request)
    let outcome = try ingest("1.bin", "2.jsonl")
    #expect(outcome.code == 0)
    #expect(
      outcome.error == """
        1.bin: warning[nothingKnown]: the file is no text in UTF-8 or UTF-16, so nothing of it was read
        1.bin: nothing known: 0 records = 0 merged + 0 duplicates + 0 rejected + 0 ignored
        2.jsonl: apim-event-hub: 1 record = 1 merged + 0 duplicates + 0 rejected + 0 ignored
        2 files: 1 record = 1 merged + 0 duplicates + 0 rejected + 0 ignored; 1 new call

        """)
  }

  @Test func aFolderWithNothingKnownIsReadWithWarnings() throws {
    try folder.file("logs/notes.txt", "Tide tables.\n")
    try folder.file("logs/deep/list.csv", "boat,berth\nKari,4\n")
    let outcome = try ingest("logs", "--strict")
    #expect(outcome.code == 3)
    #expect(outcome.error.contains("logs/notes.txt: warning[nothingKnown]: the file holds no record of a format"))
    #expect(outcome.error.contains("logs/deep/list.csv: warning[nothingKnown]: the file holds no record of a format"))
    #expect(outcome.error.hasSuffix("; 0 new calls\n"))
  }

  @Test func aFolderWithoutFilesIsAWarning() throws {
    try FileManager.default.createDirectory(at: folder.path("none"), withIntermediateDirectories: false)
    let outcome = try ingest("none")
    #expect(outcome.code == 0)
    #expect(outcome.error.hasPrefix("warning: there is no file in none\n"))
    #expect(try ingest("none", "--strict").code == 3)
  }

  @Test func aFolderIsReadInTheOrderOfItsNames() throws {
    for name in ["b/2.jsonl", "b/10.jsonl", "a.jsonl", "b/.hidden", "C.jsonl"] { try folder.file(name, request) }
    let outcome = try ingest(".", "--quiet", "--json", "--database", "/nowhere/else.sqlite")
    #expect(outcome.code == 1)
    let read = try Program.run(["ingest", folder.url.path, "--json"])
    let files = try ReportJSON(read.text).object["files"] as? [[String: Any]] ?? []
    #expect(
      files.map { ($0["path"] as? String ?? "").dropFirst(folder.url.path.count + 1) } == [
        "C.jsonl", "a.jsonl", "b/10.jsonl", "b/2.jsonl",
      ])
  }

  @Test func standardInputIsADash() throws {
    let outcome = try ingest("-", stdin: request + "\n")
    #expect(outcome.error.hasPrefix("-: apim-event-hub: 1 record = 1 merged + "))
  }

  @Test func quietSaysOnlyWhatWentWrong() throws {
    let outcome = try ingest("-", "--quiet", stdin: request + "\nno JSON\n")
    #expect(
      outcome.error
        == "-:2: warning[malformed]: the record is neither a JSON record nor the header of a table that is known\n")
    #expect(outcome.output.isEmpty)
  }

  @Test func onlyTheFirstOfManyWarningsAreShownUnlessAllAreWanted() throws {
    let lines = Array(repeating: "tide", count: 25).joined(separator: "\n")
    let some = try ingest("-", "-q", stdin: request + "\n" + lines).error.split(separator: "\n")
    #expect(some.count == 21)
    #expect(some.last == "-: 5 more warnings[malformed]; --verbose shows them")
    #expect(try ingest("-", "-q", "--verbose", stdin: request + "\n" + lines).error.split(separator: "\n").count == 25)
  }

  @Test func ofVeryManyWarningsMostAreOnlyCounted() throws {
    let lines = request + "\n" + Array(repeating: "tide", count: 300).joined(separator: "\n")
    let some = try ingest("-", "-q", stdin: lines).error.split(separator: "\n")
    #expect(some.last == "-: 280 more warnings[malformed]; --verbose shows the first 100")
    let most = try ingest("-", "-q", "--verbose", "--json", stdin: lines)
    let said = most.error.split(separator: "\n")
    #expect(said.count == 101)
    #expect(said.last == "-: 200 more warnings[malformed]")
    let json = try ReportJSON(most.text).object
    #expect((json["issues"] as? [Any])?.count == 100)
    let more = try #require((json["moreIssues"] as? [[String: Any]])?.first)
    #expect(more["code"] as? String == "malformed" && more["count"] as? Int == 200)
    #expect((json["totals"] as? [String: Any])?["rejected"] as? Int == 300)
  }

  @Test func anUnknownFormatLeavesNoDatabaseBehind() throws {
    try folder.file("a.jsonl", request)
    let outcome = try ingest("a.jsonl", "--format", "apim-event-hib")
    #expect(outcome.code == 2)
    #expect(try folder.files() == ["a.jsonl"])
  }

  @Test func theBalanceHoldsForEachSampleFileAndInTotal() throws {
    let summary = try ReportJSON(Samples.imported.text).object
    let files = try #require(summary["files"] as? [[String: Any]])
    let totals = try #require(summary["totals"] as? [String: Any])
    func count(_ object: [String: Any], _ key: String) -> Int { object[key] as? Int ?? -1_000_000 }
    let parts = ["merged", "duplicates", "rejected", "ignored"]
    for balance in files + [totals] {
      #expect(count(balance, "records") == parts.reduce(0) { $0 + count(balance, $1) }, "\(balance)")
    }
    for key in parts + ["records", "bytes"] { #expect(count(totals, key) == files.reduce(0) { $0 + count($1, key) }) }
    let paths = files.compactMap { $0["path"] as? String }
    for log in Samples.logs { #expect(paths.contains { $0.hasPrefix(log) }, "\(log)") }
  }

  @Test func nothingToReadAndUnknownFormatsAreUsageErrors() throws {
    let nothing = try ingest()
    #expect(nothing.code == 2)
    #expect(nothing.error == "error: name at least one file or folder to read, or - for standard input\n")
    let format = try ingest("-", "--format", "apim", stdin: request)
    #expect(format.code == 2)
    #expect(format.error.hasPrefix("error: no format is called \"apim\": the formats are "))
    #expect(format.error.contains("apim-event-hub, "))
  }

  @Test func everyFormatHasALineInTheList() throws {
    let names = try ingest("--list-formats").lines.filter { !$0.hasPrefix(" ") }
    #expect(names.contains("apim-event-hub") && names.contains("azure-diagnostics"))
    for name in names { #expect(try ingest("-", "--format", name, "-q", stdin: "").code == 0, "\(name)") }
  }
}
