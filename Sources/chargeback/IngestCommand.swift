import ArgumentParser
import ChargebackModel
import Ingest
import Store

struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Read logs and exports into the database.",
    discussion: """
      EXAMPLE: chargeback ingest SampleData/apim-event-hub-v2 SampleData/diagnostics-request-response

      A path is a file, a folder (all files in it, in the order of their names) or - for standard input. Formats are \
      recognised by content. Reading a file again changes nothing.

      EXAMPLE: chargeback ingest --explain hub.jsonl --mapping our-events.yaml

      Shows what becomes of the first records, as a start for a mapping file of your own, and writes nothing. \
      SampleData/Mappings/home-made-events.yaml is such a file.
      """)

  @Argument(help: "Files, folders or -.", completion: .file())
  var paths: [String] = []

  @Option(help: ArgumentHelp("Use only this format (see --list-formats).", valueName: "name"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "Whether day or month comes first in dates such as 5/6/2026, where a file does not tell.", valueName: "dmy|mdy"))
  var dateOrder: DateOrder?

  @Option(
    name: .customLong("mapping"),
    help: ArgumentHelp("A YAML file that tells what the fields of your own events say; may repeat.", valueName: "file"),
    completion: .file())
  var mappingPaths: [String] = []

  @Flag(help: "Show what becomes of the first records of each file, and write nothing.")
  var explain = false

  @Option(help: ArgumentHelp("How many records of each file --explain shows.", valueName: "number|all"))
  var records = RecordLimit.first(5)

  @Flag(help: "Exit with 3 if anything could not be read or is missing.")
  var strict = false

  @Flag(help: "Write the summary, or what --explain shows, as JSON to standard output.")
  var json = false

  @Flag(help: "Name the formats that are read, and stop.")
  var listFormats = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    if listFormats {
      return try TextFile.write(SourceFormats.descriptions.map { "\($0.name)\n    \($0.summary)\n" }.joined(), to: nil)
    }
    guard !paths.isEmpty else {
      throw Failure.usage("name at least one file or folder to read, or - for standard input")
    }
    let files = try InputFile.expand(paths)
    let mappings = try MappingFiles.read(mappingPaths)
    if files.isEmpty { Terminal.error("warning: there is no file in \(paths.joined(separator: ", "))") }
    if explain { return try show(files, mappings) }
    // Before the database is made: a slip of the pen leaves no file behind.
    try knownFormat { try Importer.refuseUnknown(format, mappings) }
    let store = try global.openOrCreate()
    let summary = try read(files, mappings, into: store)
    let text = IngestText(summary)
    for line in text.issues(all: global.verbose) { Terminal.error(line) }
    for line in text.balance { global.say(line.visible) }
    if json { try TextFile.write(text.json, to: nil) }
    if strict, files.isEmpty || !summary.issues.isEmpty { throw ExitCode(Exit.incomplete) }
  }

  private func read(_ files: [InputFile], _ mappings: [Mapping], into store: Store) throws -> IngestSummary {
    var importer = try knownFormat { try Importer(store, format: format, mappings: mappings, dateOrder: dateOrder) }
    let progress = ProgressLine(files, isShown: !global.noProgress && !global.quiet && Terminal.errorIsTerminal)
    importer.progress = { progress.show($0, $1) }
    defer { progress.clear() }
    return try importer.run(files)
  }

  private func show(_ files: [InputFile], _ mappings: [Mapping]) throws {
    let explainer = try knownFormat { try Explainer(format: format, mappings: mappings, dateOrder: dateOrder) }
    var text = ExplainText(isJSON: json)
    // One by one, for a file may hold more records than memory.
    try TextFile.write(text.beginning, to: nil)
    try explainer.run(files, records: records.count) { try TextFile.write(text.next($0), to: nil) }
    try TextFile.write(text.end, to: nil)
  }

  private func knownFormat<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch is Importer.UnknownFormat {
      let names = SourceFormats.descriptions.map(\.name).joined(separator: ", ")
      throw Failure.usage("no format is called \"\(format ?? "")\": the formats are \(names)")
    }
  }
}
