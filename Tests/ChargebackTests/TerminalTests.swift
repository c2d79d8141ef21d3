import Foundation
import Testing

/// Colour and width are for a person at a terminal.
@Suite struct TerminalTests {
  private let report = ["report", "--by", "app,model", "--month", "2026-10", "--database", Samples.database]

  @Test func aPipeGetsNoColourAndAllColumns() throws {
    for environment in [[:], ["TERM": "xterm-256color", "CLICOLOR_FORCE": "1", "COLUMNS": "40"]] {
      let outcome = try Program.run(report, environment: environment)
      #expect(!outcome.text.contains("\u{1B}") && !outcome.error.contains("\u{1B}"))
      #expect(outcome.text.contains(" reasoningTokens "))
    }
  }

  #if os(Linux)
    @Test(.enabled(if: hasTerminals), arguments: [60, 80, 100, 200, 240])
    func aTableFitsTheTerminal(_ width: Int) throws {
      let lines = try atTerminal(width)
      let rules = lines.filter { $0.hasPrefix("──") }.map(\.count)
      #expect(rules.count == 2 && rules[0] == rules[1] && rules[0] <= width, "\(rules)")
      // The names in the samples are not all one column a character; those that are must fit exactly.
      let table = lines.drop { !$0.hasPrefix("──") }.prefix { !$0.isEmpty }.filter { $0.utf8.allSatisfy { $0 < 0x80 } }
      #expect(table.count > 20)
      for line in table where !line.hasPrefix("Left out") { #expect(line.count <= width, "\(line)") }
      #expect(lines.contains { $0.hasPrefix("Left out to fit \(width) columns: ") } == (width < 200))
      #expect(lines.contains { $0.hasPrefix("Total ") && $0.contains(width < 80 ? " 267 " : " 8,253,794 ") })
    }

    @Test(.enabled(if: hasTerminals))
    func colourIsForTerminalsWithoutNoColour() throws {
      #expect(try atTerminal(200).contains { $0.contains("\u{1B}[1mapp ") })
      #expect(try atTerminal(200, ["NO_COLOR": ""]).contains { $0.contains("\u{1B}") })
      #expect(try !atTerminal(200, ["NO_COLOR": "1"]).contains { $0.contains("\u{1B}") })
    }

    @Test(.enabled(if: hasTerminals), arguments: [60, 100, 200])
    func answersAndDiagnosesFitTheTerminalToo(_ width: Int) throws {
      for command in [
        ["doctor", "--month", "2026-10"],
        ["query", "SELECT app, team, model, sum(calls) FROM usageByDay GROUP BY 1, 2, 3"],
        ["query", "--schema"], ["report", "statement", "--month", "2026-10"],
      ] {
        let lines = try atTerminal(width, command: command + ["--database", Samples.database])
        let rules = lines.filter { $0.hasPrefix("──") }
        #expect(!rules.isEmpty, "\(command)")
        for rule in rules { #expect(rule.count <= width, "\(command): \(rule.count)") }
      }
    }

    private static let hasTerminals = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

    /// The lines that the report, or another command, shows in a terminal so many columns wide.
    private func atTerminal(
      _ width: Int, _ environment: [String: String] = [:], command: [String]? = nil
    ) throws -> [String] {
      let folder = try TemporaryFolder()
      let arguments = (command ?? report).map { "'\($0)'" }.joined(separator: " ")
      try folder.file("show", "stty cols \(width)\nexec '\(Program.url.path)' \(arguments)\n")
      let outcome = try Program.shell("script -qec 'sh show' /dev/null", environment: environment, in: folder.url)
      #expect(outcome.code == 0, "\(outcome.text)")
      return outcome.text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
    }
  #endif
}
