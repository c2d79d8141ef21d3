import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `chargeback export`: a month's whole set, whole or not at all.
@Suite struct ExportCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(at: folder.path("out"), withIntermediateDirectories: false)
  }

  private func export(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(
      ["export", "--month", "2026-10", "--database", Samples.database, "--into", "out"] + arguments, in: folder.url)
  }

  @Test func aFoldersNameCannotForgeALine() throws {
    try FileManager.default.createDirectory(at: folder.path("o\nerror: x"), withIntermediateDirectories: false)
    let outcome = try Program.run(
      ["export", "--month", "2026-10", "--database", Samples.database, "--set", "unpriced", "--into", "o\nerror: x"],
      in: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.error.hasPrefix("o\\nerror: x: 4 of 4 files written") && outcome.error.count { $0 == "\n" } == 1)
  }

  private func manifest() throws -> [String: Any] {
    let text = try #require(folder.text("out/2026-10/manifest.json"))
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func contents() throws -> [String: Data] {
    try folder.files().filter { !$0.hasSuffix(".lock") }.reduce(into: [:]) {
      $0[$1] = try Data(contentsOf: folder.path($1))
    }
  }

  @Test func theWholeSetIsThereUnderStableNames() throws {
    let outcome = try export()
    #expect(outcome.code == 0 && outcome.output.isEmpty)
    let names = try folder.files().map { $0.replacing("out/2026-10/", with: "") }
    for report in [
      "statement", "usage-by-team", "usage-by-app", "usage-by-model", "usage-by-objectId", "usage-by-day", "unpriced",
    ] {
      for ending in ["csv", "json", "md"] { #expect(names.contains("\(report).\(ending)"), "\(names)") }
    }
    #expect(outcome.error == "out: \(names.count - 1) of \(names.count - 1) files written (2026-10)\n")
    let shown = try Program.run(
      ["report", "statement", "--month", "2026-10", "--format", "csv", "--database", Samples.database])
    #expect(folder.text("out/2026-10/statement.csv") == shown.text)
  }

  @Test func theManifestsDigestsAreThoseOfTheFilesAndThePrices() throws {
    _ = try export("--set", "statement", "team")
    let manifest = try manifest()
    #expect(manifest["schema"] as? String == "chargeback/export/1" && manifest["month"] as? String == "2026-10")
    let files = try #require(manifest["files"] as? [[String: Any]])
    #expect(files.count == 6)
    let sums = try files.map { "\(try #require($0["sha256"] as? String))  \(try #require($0["path"] as? String))\n" }
    try folder.file("out/2026-10/SUMS", sums.joined())
    let check = try Program.shell("sha256sum --check --strict SUMS", in: folder.path("out/2026-10"))
    #expect(check.code == 0, "\(check.error)")
    let prices = try #require((manifest["prices"] as? [[String: Any]])?.first)
    let list = try Program.shell(
      "\"$0\" prices list --quiet --database '\(Samples.database)' | sha256sum", in: folder.url)
    #expect(list.text.hasPrefix(try #require(prices["sha256"] as? String)))
    let report = try Samples.report("statement", "--month", "2026-10")
    #expect(manifest["completeness"] as? NSDictionary == report.completeness as NSDictionary)
    #expect((manifest["sources"] as? [[String: Any]])?.count == report.sources.count)
  }

  @Test func anotherRunWritesNothing() throws {
    _ = try export()
    let before = try contents()
    let stamps = try Program.shell("stat -c '%n %i %y' out/2026-10/*", in: folder.url).text
    let again = try export()
    #expect(again.error.hasPrefix("out: 0 of "))
    #expect(try contents() == before)
    #expect(try Program.shell("stat -c '%n %i %y' out/2026-10/*", in: folder.url).text == stamps)
    // Only what differs is written.
    try folder.file("out/2026-10/usage-by-day.md", "somebody's notes")
    #expect(try export().error.hasPrefix("out: 1 of "))
    #expect(try contents() == before)
  }

  @Test func anExportWaitsForAnotherAndSaysForWhom() throws {
    let lock = folder.path("out/.chargeback.lock").path
    let descriptor = open(lock, O_RDWR | O_CREAT, 0o666)
    #expect(descriptor >= 0 && flock(descriptor, LOCK_EX) == 0)
    try Data("\(getpid())\n".utf8).write(to: URL(filePath: lock), options: [])
    let refused = try export("--wait", "0")
    #expect(refused.code == 1)
    #expect(
      refused.error
        == "error: out: process \(getpid()) is exporting into this folder; --wait says how long to wait for it\n")
    #expect(try contents() == [:])
    let waiting = try Program.start(
      ["export", "--month", "2026-10", "--database", Samples.database, "--into", "out", "--set", "team"], in: folder.url
    )
    Thread.sleep(forTimeInterval: 1)
    #expect(waiting.isRunning)
    close(descriptor)
    let outcome = try waiting.outcome()
    #expect(outcome.code == 0)
    #expect(
      outcome.error.hasPrefix("note: out: waiting for process \(getpid()), which is exporting into this folder\n"))
    #expect(try contents().count == 4)
  }

  @Test func aFullDiskLeavesTheOldFilesWhole() throws {
    // Many budgets make large reports.
    let budgets = (0..<150).map { "  - {team: nobody at all \($0), amount: 5 USD}\n" }
    try folder.file("many.yaml", "budgets:\n" + budgets.joined())
    let line = { (limit: String) in
      "\(limit) \"$0\" export --month 2026-10 --into out --quiet --settings many.yaml --database '\(Samples.database)'"
    }
    try folder.file("out/2026-10/statement.csv", "last month's")
    let before = try contents()
    // Files may not grow beyond 33 KB here, as if the disk were full; SQLite needs 32 for readers.
    let full = try Program.shell(line("ulimit -f 66; trap '' XFSZ;"), in: folder.url)
    #expect(full.code == 1)
    #expect(full.error.hasPrefix("error: out/2026-10/statement.") && full.error.hasSuffix(": File too large\n"))
    #expect(full.error.filter { $0 == "\n" }.count == 1)
    #expect(try contents() == before)
    #expect(try Program.shell(line(""), in: folder.url).code == 0)
    // And in a month that has no folder yet nothing is left behind.
    try FileManager.default.removeItem(at: folder.path("out/2026-10"))
    #expect(try Program.shell(line("ulimit -f 66; trap '' XFSZ;"), in: folder.url).code == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.path("out/2026-10").path))
  }

  @Test func aFolderThatIsNotThereIsNotMade() throws {
    try FileManager.default.removeItem(at: folder.path("out"))
    let outcome = try export()
    #expect(outcome.code == 1)
    #expect(outcome.error == "error: out: there is no such folder to export into: make it, or mount it\n")
    #expect(try folder.files() == [])
  }

  static let isRoot = getuid() == 0

  @Test(.enabled(if: !isRoot, "root may write into a read-only folder"))
  func aReadOnlyFolderIsNamed() throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path("out").path)
    let outcome = try export()
    #expect(outcome.code == 1)
    #expect(outcome.error == "error: out: it cannot be written: Permission denied\n")
  }

  @Test(.enabled(if: isRoot && FileManager.default.fileExists(atPath: "/proc/self/fd"), "needs root and /proc"))
  func aFolderInWhichNobodyMayWriteIsNamed() throws {
    let outcome = try Program.run(
      ["export", "--month", "2026-10", "--database", Samples.database, "--into", "/proc"], in: folder.url)
    #expect(outcome.code == 1)
    #expect(outcome.error.hasPrefix("error: /proc: it cannot be written: "))
  }

  /// Whether this machine lets a test have a small disk of its own, which is gone with its shell.
  static let hasSmallDisks: Bool = {
    guard isRoot, let folder = try? TemporaryFolder() else { return false }
    let mount = try? Program.shell("unshare -m mount -t tmpfs -o size=64k tmpfs .", in: folder.url)
    return mount?.code == 0
  }()

  @Test(.enabled(if: hasSmallDisks, "only root may mount a small disk"))
  func aDiskThatIsFullOrReadOnlyIsNamedAndKeepsTheOldFiles() throws {
    let line = """
      mount -t tmpfs -o size=120k tmpfs out && cd out
      run() { "$0" export --month 2026-10 --into . --database '\(Samples.database)' "$@"; echo "code $?"; }
      run --set team
      sha256sum 2026-10/* >/dev/shm/$$.sums
      run
      sha256sum --check --quiet /dev/shm/$$.sums && rm /dev/shm/$$.sums; ls -A 2026-10 | wc -l
      mount -o remount,ro "$PWD"
      run
      """
    try folder.file("disk.sh", line)
    let outcome = try Program.shell("unshare -m sh -c \"$(cat disk.sh)\" \"$0\"", in: folder.url)
    #expect(outcome.lines == ["code 0", "code 1", "4", "code 1"], "\(outcome.error)")
    let errors = outcome.error.split(separator: "\n")
    #expect(errors.count == 3 && errors[0] == ".: 4 of 4 files written (2026-10)", "\(outcome.error)")
    #expect(errors[1].hasPrefix("error: ./2026-10/") && errors[1].hasSuffix(": No space left on device"))
    #expect(errors[2] == "error: .: it cannot be written: Read-only file system")
  }

  @Test func partsOfAKilledRunAreClearedAway() throws {
    try folder.file("out/2026-10/.statement.csv.part", "half")
    _ = try export("--set", "team")
    #expect(try !folder.files().contains { $0.hasSuffix(".part") })
  }

  @Test func anUnknownSetIsAnsweredWithTheNearest() throws {
    let outcome = try export("--set", "teem")
    #expect(outcome.code == 2)
    #expect(outcome.error.hasPrefix("error: no set is called \"teem\": did you mean team? The sets are statement, "))
    #expect(try folder.files() == [])
  }

  @Test func aMonthWithoutCallsIsSaidSo() throws {
    let outcome = try Program.run(
      ["export", "--month", "2001-02", "--database", Samples.database, "--into", "out", "--set", "team"], in: folder.url
    )
    #expect(outcome.code == 0)
    #expect(outcome.error.hasPrefix("note: there is no call in 2001-02\n"))
  }
}
