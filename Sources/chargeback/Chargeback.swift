import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Tells who used Azure OpenAI, for what, and what it cost.
@main
struct Chargeback: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chargeback",
    abstract: "Tells who used Azure OpenAI, for what, and what it cost: offline, from exported logs.",
    discussion: """
      EXAMPLE: chargeback ingest SampleData/apim-event-hub-v1 && chargeback report usage --month 2026-10

      EXIT CODES: 0 done, 1 the world failed (no such file, locked database, full disk), 2 usage error, \
      3 done but incomplete (only with --strict), 4 a threshold was crossed (a budget).
      """,
    version: "0.1.0",
    subcommands: [
      IngestCommand.self, ReportCommand.self, PricesCommand.self, DirectoryCommand.self, DeploymentsCommand.self,
      ResourcesCommand.self, TokensCommand.self, TraceCommand.self, QueryCommand.self, DoctorCommand.self,
      ExportCommand.self, RunCommand.self, SettingsCommand.self, ManualCommand.self,
    ])

  static func main() {
    // `chargeback … | head` ends quietly, also under a parent that ignores the signal.
    signal(SIGPIPE, SIG_DFL)
    do {
      try refuseUnknownCommand()
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Exit.leave(error)
    }
  }

  /// ArgumentParser calls a mistyped command an unexpected argument and names no other.
  private static func refuseUnknownCommand() throws {
    var commands = configuration.subcommands
    // Those that ArgumentParser adds.
    var added = ["help", "---completion"]
    for (place, word) in CommandLine.arguments.dropFirst().enumerated() {
      guard !commands.isEmpty, !word.hasPrefix("-"), !added.contains(word) else { return }
      guard let found = commands.first(where: { $0._commandName == word }) else {
        let before = CommandLine.arguments[1..<(1 + place)].joined(separator: " ")
        let noun = before.isEmpty ? "command" : "command of \(before)"
        throw Choice.unknown(
          noun, word, among: commands.filter { $0.configuration.shouldDisplay }.map { $0._commandName }, as: "command")
      }
      commands = found.configuration.subcommands
      added = []
    }
  }
}
