import Foundation
import Testing

/// Where text goes: standard output, a file that is written whole or not at all, a pipe.
@Suite struct OutputTests {
  private let folder: TemporaryFolder
  private let statement = ["report", "statement", "--month", "2026-10", "--format", "csv", "--database"]

  init() throws { folder = try TemporaryFolder() }

  private func report(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(statement + [Samples.database] + arguments, in: folder.url)
  }

  @Test func aFileHoldsWhatStandardOutputWouldGet() throws {
    let shown = try report()
    let silent = try report("--output", "statement.csv")
    #expect(silent.code == 0)
    #expect(silent.output.isEmpty && silent.error == "")
    #expect(folder.text("statement.csv") == shown.text)
    #expect(try report("--output", "-").text == shown.text)
    #expect(try folder.files() == ["statement.csv"])
  }

  @Test func anOldFileIsReplacedAndStaysIfTheReportFails() throws {
    try folder.file("statement.csv", "last month")
    #expect(try report("--output", "statement.csv", "--by", "app").code == 2)
    #expect(folder.text("statement.csv") == "last month")
    #expect(try report("--output", "statement.csv").code == 0)
    #expect(folder.text("statement.csv")?.hasPrefix("costCentre,app,model,") == true)
    #expect(try folder.files() == ["statement.csv"])
  }

  @Test func whatCannotBeWrittenIsNamedAndNothingIsLeftBehind() throws {
    try folder.file("file", "")
    try FileManager.default.createDirectory(at: folder.path("folder"), withIntermediateDirectories: false)
    for (path, reason) in [
      ("missing/out.csv", "No such file or directory"), ("file/out.csv", "Not a directory"),
      ("folder", "Is a directory"),
    ] {
      let outcome = try report("--output", path)
      #expect(outcome.code == 1)
      #expect(outcome.error == "error: \(path): it cannot be written: \(reason)\n")
      #expect(outcome.output.isEmpty)
    }
    #expect(try folder.files() == ["file"])
  }

  @Test func aFileThatCannotBeFinishedLeavesTheOldOne() throws {
    try folder.file("report.json", "last month")
    // Files may not grow beyond 50 KB here, as if the disk were full.
    let line =
      "ulimit -f 100; trap '' XFSZ; \"$0\" report --by hour,appId,objectId,callerIp,model --format json "
      + "--database '\(Samples.database)' --output report.json"
    let outcome = try Program.shell(line, in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.error == "error: report.json: it cannot be written: File too large\n")
    #expect(folder.text("report.json") == "last month")
    #expect(try folder.files() == ["report.json"])
  }

  @Test func aLinkStaysALinkAndItsTargetIsReplaced() throws {
    try folder.file("share/real.csv", String(repeating: "last month\n", count: 10_000))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.csv").path, withDestinationPath: "share/real.csv")
    #expect(try report("--output", "link.csv").code == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.csv").path) == "share/real.csv")
    #expect(folder.text("share/real.csv") == (try report().text))
    #expect(try folder.files().contains("link.csv") && folder.files().count == 2)
  }

  // Renamed over, `/dev/null` would be a file from then on.
  @Test func aPipeIsWrittenIntoAndNotReplaced() throws {
    let report = "\"$0\" \(statement.joined(separator: " ")) '\(Samples.database)' --output pipe"
    let line = "mkfifo pipe; cat pipe >got & \(report); code=$?; test -p pipe || { kill $!; exit 9; }; wait; exit $code"
    let outcome = try Program.shell(line, in: folder.url)
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(folder.text("got") == (try self.report().text))
  }

  @Test(arguments: ["\"$0\" prices list --bundled", "trap '' PIPE; \"$0\" prices list --bundled"])
  func aReaderThatHasSeenEnoughEndsItWithoutAWord(_ command: String) throws {
    let outcome = try Program.shell("{ \(command) --quiet; } | head -n 1", in: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.error == "")
    #expect(outcome.lines.count == 1)
  }

  @Test func standardOutputThatIsClosedIsAnErrorInOneSentence() throws {
    let outcome = try Program.shell("\"$0\" prices list --bundled >&-", in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.error == "error: standard output: it cannot be written: Bad file descriptor\n")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsAnErrorInOneSentence() throws {
    for command in ["prices list --bundled", "ingest - --json --quiet </dev/null 2>/dev/null", "report --list"] {
      let outcome = try Program.shell("\"$0\" \(command) >/dev/full", in: folder.url)
      #expect(outcome.code == 1, "\(command)")
    }
    let outcome = try Program.shell("\"$0\" prices list --bundled >/dev/full", in: folder.url)
    #expect(outcome.error == "error: standard output: it cannot be written: No space left on device\n")
  }

  @Test func withoutAnyoneToTellItStillDoesItsWork() throws {
    let outcome = try Program.shell("\"$0\" ingest - --database got.sqlite </dev/null 2>&-", in: folder.url)
    #expect(outcome.code == 0)
    #expect(try folder.files() == ["got.sqlite"])
  }
}
