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
      3 done but incomplete (only with --strict).
      """,
    version: "0.1.0",
    subcommands: [
      IngestCommand.self, ReportCommand.self, PricesCommand.self, DirectoryCommand.self, DeploymentsCommand.self,
      TokensCommand.self, TraceCommand.self,
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
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let first = CommandLine.arguments.dropFirst().first, !first.hasPrefix("-") else { return }
    // Those that ArgumentParser adds.
    if names.contains(first) || ["help", "---completion"].contains(first) { return }
    throw Choice.unknown("command", first, among: names)
  }
}
