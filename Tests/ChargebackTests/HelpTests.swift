import Foundation
import Testing

/// Every command explains itself, with an example that works on the samples.
@Suite struct HelpTests {
  @Test func theExampleOfEachCommandWorksOnTheSamples() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(at: folder.path("SampleData"), withDestinationURL: Project.samples)
    // What Azure's own command line would print.
    let az = try folder.file(
      "tools/az",
      """
      #!/bin/sh
      case "$3" in
      list) cat SampleData/Directory/resources.az.json ;;
      *) cat SampleData/Directory/deployments-swc.az.json ;;
      esac

      """)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: az.path)
    let chargeback = folder.path("tools/chargeback")
    try FileManager.default.createSymbolicLink(at: chargeback, withDestinationURL: Program.url)

    for command in try commands(below: []) {
      let name = (["chargeback"] + command).joined(separator: " ")
      guard let example = try example(of: command) else {
        Testing.Issue.record("\(name) --help shows no example")
        continue
      }
      #expect(example.contains(name), "\(example)")
      let outcome = try Program.shell("PATH=\"$PWD/tools:$PATH\"; set -e; \(example)", in: folder.url)
      #expect(outcome.code == 0, "\(example)\n\(outcome.error)")
      #expect(!outcome.error.contains("error:"), "\(example)\n\(outcome.error)")
    }
  }

  @Test func theCommandsOfTheContractAreThere() throws {
    let names = try commands(below: []).map { $0.joined(separator: " ") }
    #expect(
      Set(names).isSuperset(of: [
        "", "ingest", "report", "prices", "prices import", "prices list", "directory", "directory import",
        "directory list", "deployments", "deployments import", "deployments list", "resources", "resources import",
        "resources list", "trace", "export", "run", "settings", "query", "doctor",
      ]))
  }

  @Test func everyCommandTakesTheOptionsOfAll() throws {
    // `tokens` needs no database.
    for command in try commands(below: []) where try subcommands(of: command).isEmpty && command != ["tokens"] {
      let help = try Program.run(command + ["--help"]).text
      for option in ["--database <file>", "--quiet", "--verbose", "--no-progress"] {
        #expect(help.contains(option), "\(command) \(option)")
      }
    }
  }

  @Test func anUnknownOptionOrCommandIsAUsageError() throws {
    for arguments in [["--nonsense"], ["ingest", "--nonsense"], ["prices", "list", "--nonsense"], ["reprot"]] {
      let outcome = try Program.run(arguments)
      #expect(outcome.code == 2, "\(arguments)")
      #expect(outcome.error.hasPrefix("error: "), "\(outcome.error)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func aMistypedCommandIsAnsweredWithTheNearest() throws {
    let error = try Program.run(["reprot", "--month", "2026-10"]).error
    #expect(error.hasPrefix("error: no command is called \"reprot\": did you mean report? The commands are ingest, "))
  }

  @Test func aMistypedCommandOfACommandIsToo() throws {
    for (arguments, words) in [
      (
        ["prices", "lst"], "no command of prices is called \"lst\": did you mean list? The commands are import, list, "
      ),
      (["prices", "discounts", "imprt"], "no command of prices discounts is called \"imprt\": did you mean import?"),
    ] {
      let outcome = try Program.run(arguments)
      #expect(outcome.code == 2 && outcome.error.hasPrefix("error: \(words)"), "\(outcome.error)")
    }
    let error = try Program.run(["prices", "list", "--bundled", "--model", "gpt4o"]).error
    #expect(error == "note: no price is of a model called gpt4o: did you mean gpt-4o?\n")
  }

  @Test func versionAndHelpGoToStandardOutput() throws {
    for arguments in [["--version"], ["--help"], ["help", "report"], []] {
      let outcome = try Program.run(arguments)
      #expect(outcome.code == 0)
      #expect(!outcome.output.isEmpty && outcome.error == "")
    }
  }

  // MARK: Reading the help

  /// The command and all below it, in the order of the help: `ingest` before those that need a database.
  private func commands(below command: [String]) throws -> [[String]] {
    try [command] + subcommands(of: command).flatMap { try commands(below: command + [$0]) }
  }

  private func subcommands(of command: [String]) throws -> [String] {
    let lines = try Program.run(command + ["--help"]).lines
    guard let start = lines.firstIndex(of: "SUBCOMMANDS:") else { return [] }
    return lines[(start + 1)...].prefix { !$0.isEmpty }.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .map { String($0.dropFirst(2).prefix { $0 != " " }) }
  }

  private func example(of command: [String]) throws -> String? {
    let lines = try Program.run(command + ["--help"]).lines
    guard let start = lines.firstIndex(where: { $0.hasPrefix("EXAMPLE: ") }) else { return nil }
    return String(lines[start...].prefix { !$0.isEmpty }.joined(separator: " ").dropFirst("EXAMPLE: ".count))
  }
}
