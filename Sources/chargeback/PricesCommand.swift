import ArgumentParser
import ChargebackModel
import Pricing
import Store

struct PricesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices", abstract: "The price book: prices, discounts, exchange rates.",
    discussion: "EXAMPLE: chargeback prices import SampleData/PriceTables/harbour-foods-2026.csv",
    subcommands: [
      Import.self, PricesListCommand.self, PricesLintCommand.self, DiscountsCommand.self, RatesCommand.self,
    ])

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Import price tables (CSV); from then on they replace the bundled list.",
      discussion: """
        EXAMPLE: chargeback prices import SampleData/PriceTables/harbour-foods-2026.csv

        The columns are model, modelVersion, deploymentType, region, serviceTier, inputTokensAbove, meter, unit, price, \
        currency, effectiveFrom, effectiveTo, source. History is kept: a price that is open-ended ends where a later one \
        for the same begins. Nothing is imported if any row is wrong, if two rows would price the same thing at the same \
        time, or if a time that has a price would get another one: then each such row is shown, and --replace lets the new \
        prices win.
        """)

    @Argument(help: "CSV files, or -.", completion: .file())
    var files: [String]

    @Flag(help: "These are negotiated prices: what is paid instead of the list price, which stays.")
    var negotiated = false

    @OptionGroup var options: ListImportOptions

    func run() throws {
      var rows: [PriceRow] = []
      for file in files {
        let table = PriceTable.parse(try TextFile.read(file), path: file)
        try Problems.refuse(table.problems, "nothing was imported")
        rows += table.rows
      }
      let table = ListImportOptions.Table(
        register: negotiated ? .negotiatedPrice : .price, name: negotiated ? "negotiated prices" : "prices",
        read: PriceSource.prices, cells: PriceTable.cells, place: \.place)
      try options.run(table) { [rows] known throws(PriceBookProblems) in try ListImport(known, new: rows) }
    }
  }
}
