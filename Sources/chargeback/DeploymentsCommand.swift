import ArgumentParser
import CSV
import ChargebackModel
import Ingest
import Store

struct DeploymentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deployments", abstract: "What a deployment is: model, version, type, units.",
    discussion: "EXAMPLE: chargeback deployments import SampleData/Directory/deployments.csv",
    subcommands: [Import.self, List.self])

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Import a list of deployments (CSV, or the output of az).",
      discussion: """
        EXAMPLE: az cognitiveservices account deployment list -g GROUP -n ACCOUNT -o json | chargeback deployments import -

        The columns of the CSV are resource, deployment, model, modelVersion, deploymentType, units, effectiveFrom, \
        effectiveTo; an empty resource means any. Nothing is imported if any row is wrong, or if a deployment would \
        stand twice at one moment.
        """)

    @Argument(help: "CSV or JSON files, or -.", completion: .file())
    var files: [String]

    @Flag(help: "Forget the deployments that were imported before.")
    var replace = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
      var entries = replace ? [] : try global.openIfThere()?.deployments() ?? []
      let before = entries.count
      for file in files {
        let joined = DeploymentTable.join(
          entries, DeploymentTable.parse(try TextFile.read(file), path: file), path: file)
        try Problems.refuse(joined.problems, "nothing was imported")
        entries = joined.entries.map(\.entry)
      }
      try global.openOrCreate().replaceDeployments(entries)
      global.say("deployments: \(entries.count - before) imported, \(entries.count) in all")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the deployments as CSV.", discussion: "EXAMPLE: chargeback deployments list")

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let entries = try global.openExisting().deployments()
      let lines = entries.map { entry in
        CSV.line(
          [
            entry.resource ?? "", CSV.disarmed(entry.deployment), entry.model, entry.modelVersion ?? "",
            entry.deploymentType?.rawValue ?? "", entry.units.map { String($0) } ?? "",
          ] + RegisterDates.cells(entry.span))
      }
      try TextFile.write(([CSV.line(DeploymentTable.columns)] + lines).joined(), to: nil)
    }
  }
}
