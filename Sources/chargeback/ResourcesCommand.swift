import ArgumentParser
import CSV
import ChargebackModel
import Ingest
import Store

struct ResourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resources", abstract: "Which account has which host, region and key setting.",
    discussion: "EXAMPLE: chargeback resources import SampleData/Directory/resources.az.json",
    subcommands: [Import.self, List.self])

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Import a list of accounts (CSV, or the output of az).",
      discussion: """
        EXAMPLE: az cognitiveservices account list -o json | chargeback resources import -

        The columns of the CSV are resource, host, region, keysAllowed, kind, sku, effectiveFrom, effectiveTo; an account \
        with several hosts has a row for each. keysAllowed is yes, no, or default where Azure's disableLocalAuth says \
        nothing, which lets keys in. Nothing is imported if any row is wrong, or if two rows contradict each other.
        """)

    @Argument(help: "CSV or JSON files, or -.", completion: .file())
    var files: [String]

    @Flag(help: "Forget the accounts that were imported before.")
    var replace = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
      var entries = replace ? [] : try global.openIfThere()?.resources() ?? []
      let before = entries.count
      for file in files {
        let joined = ResourceTable.join(entries, ResourceTable.parse(try TextFile.read(file), path: file), path: file)
        try Problems.refuse(joined.problems, "nothing was imported")
        entries = joined.entries.map(\.entry)
      }
      try global.openOrCreate().replaceResources(entries)
      global.say("resources: \(entries.count - before) imported, \(entries.count) in all")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the accounts as CSV.", discussion: "EXAMPLE: chargeback resources list")

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let entries = try global.openExisting().resources()
      let lines = entries.map { entry in
        CSV.line(
          [
            CSV.disarmed(entry.resource), CSV.disarmed(entry.host ?? ""), entry.region ?? "",
            entry.keysAllowed?.rawValue ?? "", CSV.disarmed(entry.kind ?? ""), CSV.disarmed(entry.sku ?? ""),
          ] + RegisterDates.cells(entry.span))
      }
      try TextFile.write(([CSV.line(ResourceTable.columns)] + lines).joined(), to: nil)
    }
  }
}
