import ArgumentParser
import ChargebackModel
import Ingest

struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Read logs and exports into the database.",
    discussion: """
      EXAMPLE: chargeback ingest SampleData/apim-event-hub-v2 SampleData/diagnostics-request-response

      A path is a file, a folder (all files in it, in the order of their names) or - for standard input. Formats are \
      recognised by content. Reading a file again changes nothing.
      """)

  @Argument(help: "Files, folders or -.", completion: .file())
  var paths: [String] = []

  @Option(help: ArgumentHelp("Use only this format (see --list-formats).", valueName: "name"))
  var format: String?

  @Flag(help: "Exit with 3 if anything could not be read or is missing.")
  var strict = false

  @Flag(help: "Write the summary as JSON to standard output.")
  var json = false

  @Flag(help: "Show no progress.")
  var noProgress = false

  @Flag(help: "Name the formats that are read, and stop.")
  var listFormats = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    if listFormats {
      for (name, summary) in SourceFormats.descriptions { print("\(name)\n    \(summary)") }
      return
    }
    guard !paths.isEmpty else {
      throw ValidationError("name at least one file or folder to read, or - for standard input")
    }
    let files = try InputFile.expand(paths)
    let store = try global.openOrCreate()
    let summary: IngestSummary
    do {
      var importer = try Importer(store, format: format)
      let progress = ProgressLine(files, isShown: !noProgress && !global.quiet && Terminal.errorIsTerminal)
      importer.progress = { progress.show($0, $1) }
      defer { progress.clear() }
      summary = try importer.run(files)
    } catch is Importer.UnknownFormat {
      let names = SourceFormats.descriptions.map(\.name).joined(separator: ", ")
      throw Failure.usage("no format is called \"\(format ?? "")\": the formats are \(names)")
    }
    let text = IngestText(summary)
    for line in text.issues(all: global.verbose) { Terminal.error(line) }
    for line in text.balance { global.say(line) }
    if json { try TextFile.write(text.json, to: nil) }
    if strict, !summary.issues.isEmpty { throw ExitCode(Exit.incomplete) }
  }
}
