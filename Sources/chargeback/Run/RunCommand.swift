import ArgumentParser
import ChargebackModel
import Ingest
import ReportWriters
import Store

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Ingest what is new and export what changed, by a settings file: one line for cron.",
    discussion: """
      EXAMPLE: mkdir -p reports && chargeback run --settings SampleData/Settings/chargeback.yaml --database night.sqlite \
      --into reports

      Registers that the settings name follow their files, the inputs are read, and the months are exported (default: \
      last and this). With --quiet a run with nothing wrong says nothing; without, it says one line.
      """)

  @OptionGroup var options: ExportOptions

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let force = try InForce(global, options)
    guard force.file != nil else {
      throw Failure.usage(
        "there is no settings file: name one by --settings or $\(SettingsSource.environmentName), or write "
          + SettingsSource.fileName)
    }
    let exporter = try Exporter(force, now: Clock.now)
    let months = try exporter.months()
    let mappings = try MappingFiles.read(force.mappings.value.map(\.resolved))
    let inputs = try InputPatterns(force.inputs.value)
    // Before anything is changed: of two runs at once the second does all of it after the first.
    let folder = try force.into.value.map { try TargetFolder($0, wait: options.wait, say: global.say) }
    let store = try global.openOrCreate()
    let registers = try RegisterFiles(force, global).update(store)
    let summary = try read(inputs, mappings, into: store)
    var sentences =
      registers + ["\(summary.newCalls.counted("new call")) in \(Int64(inputs.files.count).counted("file"))"]
    var outcome = Exporter.Outcome()
    if let folder {
      outcome = try exporter.run(try exporter.withCalls(months, store), store, into: folder)
      sentences.append(outcome.sentence)
    }
    global.say("run: \(sentences.joined(separator: "; "))")
    let isRead = summary.issues.isEmpty && inputs.empty.isEmpty
    try Verdict.end(crossed: outcome.crossed, isKnown: outcome.isKnown && isRead, strict: force.strict.value)
  }

  private func read(_ inputs: InputPatterns, _ mappings: [Mapping], into store: Store) throws -> IngestSummary {
    for pattern in inputs.empty {
      Terminal.tell(
        Message(
          .warning, code: "noInput", path: pattern.resolved, text: "no file fits this pattern",
          line: "warning[noInput]: no file fits \(pattern.resolved.visible)"))
    }
    var importer = try Importer(store, mappings: mappings)
    let progress = ProgressLine(inputs.files, isShown: global.showsProgress)
    importer.progress = { progress.show($0, $1) }
    let summary = try {
      defer { progress.clear() }
      let stop = importer.stop
      return try Interruption.during(stop.raise) { try importer.run(inputs.files) }
    }()
    for message in IngestText(summary.withNewIssues).messages(all: global.verbose) { Terminal.tell(message) }
    if summary.isInterrupted { Interruption.leave(IngestText.interruption) }
    return summary
  }
}
