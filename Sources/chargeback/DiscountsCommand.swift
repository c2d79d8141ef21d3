import ArgumentParser
import CSV
import ChargebackModel
import Pricing
import Store

struct DiscountsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "discounts", abstract: "Percentages off the list price.",
    discussion: "EXAMPLE: chargeback prices discounts import SampleData/PriceTables/harbour-foods-discounts.csv",
    subcommands: [Import.self, List.self])

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Import discounts (CSV).",
      discussion: """
        EXAMPLE: chargeback prices discounts import SampleData/PriceTables/harbour-foods-discounts.csv

        The columns are model, deploymentType, meter, percent, effectiveFrom, effectiveTo, source; an empty model, \
        deploymentType or meter means any. The row with the most filled cells wins; discounts do not add up. An \
        open-ended discount ends where a later one for the same begins.
        """)

    @Argument(help: "CSV files, or -.", completion: .file())
    var files: [String]

    @OptionGroup var options: ListImportOptions

    func run() throws {
      var rows: [Discount] = []
      for file in files {
        let table = DiscountTable.parse(try TextFile.read(file), path: file)
        try Problems.refuse(table.problems, "nothing was imported")
        rows += table.rows
      }
      let table = ListImportOptions.Table(
        register: .discount, name: "discounts", read: PriceSource.discounts, cells: DiscountTable.cells, place: \.place)
      try options.run(table) { [rows] known throws(PriceBookProblems) in try ListImport(known, new: rows) }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the discounts as CSV.", discussion: "EXAMPLE: chargeback prices discounts list")

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let rows = try PriceSource.costs(try global.openExisting()).costs.discounts.rows
      let lines = [DiscountTable.columns] + rows.map(DiscountTable.cells)
      try TextFile.write(lines.map(CSV.line).joined(), to: nil)
    }
  }
}
