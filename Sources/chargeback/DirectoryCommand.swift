import ArgumentParser
import CSV
import ChargebackModel
import Ingest
import Store

struct DirectoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "directory", abstract: "Who an objectId, appId or key is: name, team, cost centre.",
    discussion: "EXAMPLE: chargeback directory import SampleData/Directory/directory.csv",
    subcommands: [Import.self, List.self])

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Import a directory (CSV).",
      discussion: """
        EXAMPLE: chargeback directory import SampleData/Directory/directory.csv

        The columns are kind, id, name, team, costCentre, owner, effectiveFrom, effectiveTo; kind is objectId, appId, \
        apiKey, subscriptionId, productId or gateway. Nothing is imported if any row is wrong, or if an id would stand \
        twice at one moment.
        """)

    @Argument(help: "CSV files, or -.", completion: .file())
    var files: [String]

    @Flag(help: "Forget the directory that was imported before.")
    var replace = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
      var entries = replace ? [] : try global.openIfThere()?.directory() ?? []
      let before = entries.count
      for file in files {
        let joined = DirectoryTable.join(entries, DirectoryTable.parse(try TextFile.read(file), path: file), path: file)
        try Problems.refuse(joined.problems, "nothing was imported")
        entries = joined.entries.map(\.entry)
      }
      try global.openOrCreate().replaceDirectory(entries)
      global.say("directory: \(entries.count - before) imported, \(entries.count) in all")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the directory as CSV.", discussion: "EXAMPLE: chargeback directory list")

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let entries = try global.openExisting().directory()
      let lines = entries.map { entry in
        CSV.line(
          [
            entry.kind.rawValue, entry.id, CSV.disarmed(entry.name ?? ""), CSV.disarmed(entry.team ?? ""),
            CSV.disarmed(entry.costCentre ?? ""), CSV.disarmed(entry.owner ?? ""),
          ] + RegisterDates.cells(entry.span))
      }
      try TextFile.write(([CSV.line(DirectoryTable.columns)] + lines).joined(), to: nil)
    }
  }
}
