import Foundation
import Testing

/// Files that a stranger named or linked, and texts that C would cut.
@Suite struct HostileFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func event(_ model: String) -> String {
    "{\"event-type\":\"Response\",\"event-time\":\"10/05/2026 10:00:00 AM\",\"message-id\":\"m1\",\"model\":\"\(model)\","
      + "\"prompt_tokens\":\"5\",\"completion_tokens\":\"1\"}\n"
  }

  @Test func aFilesNameCannotSteerTheTerminal() throws {
    try folder.file("two\nlines\u{1B}[31m.jsonl", "no record\n")
    let outcome = try Program.run(["ingest", folder.path("two\nlines\u{1B}[31m.jsonl").path], in: folder.url)
    #expect(outcome.error.contains("two\\nlines\\u{1B}[31m.jsonl:1: warning[malformed]"))
    #expect(!outcome.error.contains("\u{1B}"))
  }

  @Test func aLinkThatLeadsBackIsNotFollowed() throws {
    try FileManager.default.createDirectory(at: folder.url.appending(path: "logs"), withIntermediateDirectories: true)
    try folder.file("logs/a.jsonl", event("gpt-4o"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("logs/again").path, withDestinationPath: folder.path("logs").path)
    let outcome = try Program.run(["ingest", "logs"], in: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.error.contains("1 file: 1 record = 1 merged"))
  }

  @Test func aNameIsNotCutAtANULToMakeItAnother() throws {
    try folder.file("a.jsonl", event("gpt-4o\\u0000x"))
    #expect(try Program.run(["ingest", "a.jsonl", "-q"], in: folder.url).code == 0)
    let report = try Program.run(["report", "--by", "model", "--format", "json"], in: folder.url).text
    #expect(report.contains("\"model\": \"gpt-4o\u{FFFD}x\"") && report.contains("\"cost\": null"))
  }
}
