import ArgumentParser
import ReportWriters

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a month's whole set of reports into a folder, for cron.",
    discussion: """
      EXAMPLE: mkdir -p exported && chargeback export --month 2026-10 --into exported --set statement team

      Writes CSV, JSON and Markdown of each report into DIR/2026-10/, and manifest.json with their digests, the price \
      list's, the sources and what is missing. A file is written beside and renamed when all are there; one that would \
      not change is left alone. What a settings file says of export holds where no flag says otherwise.
      """)

  @OptionGroup var options: ExportOptions

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let force = try InForce(global, options)
    guard let into = force.into.value else { throw Failure.usage("--into DIR is missing: where the files are to go") }
    guard options.month != nil || force.file != nil else {
      throw Failure.usage("--month is missing: last, this or one such as 2026-10")
    }
    let exporter = try Exporter(force, now: Clock.now)
    let months = try exporter.months()
    let store = try global.openExisting()
    let folder = try TargetFolder(into, wait: options.wait, say: global.say)
    let outcome = try exporter.run(months, store, into: folder)
    for month in Set(months).subtracting(try exporter.withCalls(months, store)).sorted() {
      global.say("note: there is no call in \(month)")
    }
    global.say("\(into.written.visible): \(outcome.sentence)")
    try Verdict.end(crossed: outcome.crossed, isKnown: outcome.isKnown, strict: force.strict.value)
  }
}
