import ArgumentParser

/// What `export` and `run` take, and what `settings` shows with the same flags.
struct ExportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The month: 2026-10, this or last.", valueName: "month"))
  var month: String?

  @Option(
    help: ArgumentHelp(
      "The folder for the files, which must be there; a folder a month is made in it.", valueName: "dir"),
    completion: .directory)
  var into: String?

  @Option(
    name: .customLong("set"), parsing: .upToNextOption,
    help: ArgumentHelp(
      "Only these: \(ExportSet.all.map(\.name).joined(separator: ", ")) (default: all).", valueName: "name"),
    completion: .list(ExportSet.all.map(\.name)))
  var sets: [String] = []

  @Option(help: ArgumentHelp("Whose midnights begin days and months: an IANA name (default: UTC).", valueName: "zone"))
  var timeZone: String?

  @Option(help: ArgumentHelp("Show costs in this currency, at the imported exchange rates.", valueName: "EUR"))
  var currency: String?

  @Flag(inversion: .prefixedNo, help: "Exit with 3 if anything is unknown, unpriced, assumed or could not be read.")
  var strict: Bool?

  @Option(help: ArgumentHelp("How long to wait for another export into the same folder.", valueName: "seconds"))
  var wait = 60
}
