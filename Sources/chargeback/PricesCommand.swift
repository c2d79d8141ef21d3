import ArgumentParser
import ChargebackModel
import Ingest
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
      abstract: "Import price lists; from then on they replace the bundled list.",
      discussion: """
        EXAMPLE: chargeback prices import SampleData/PriceTables/harbour-foods-2026.csv

        What a file is, its content says: \(PriceLists.names.joined(separator: "; ")). Pages of one answer are given \
        together. Of a list that someone else wrote, what is not understood is named and left out; the balance says how \
        much that is.

        The columns of a price table are model, modelVersion, deploymentType, region, serviceTier, inputTokensAbove, \
        meter, unit, price, currency, effectiveFrom, effectiveTo, source. History is kept: a price that is open-ended \
        ends where a later one for the same begins. Nothing is imported if any row of a table is wrong, if two rows would \
        price the same thing at the same time, or if a time that has a price would get another one: then each such row \
        is shown, and --replace lets the new prices win.
        """)

    @Argument(help: "CSV or JSON files, or -.", completion: .file())
    var files: [String]

    @Flag(help: "These are negotiated prices: what is paid instead of the list price, which stays.")
    var negotiated = false

    @Option(
      help: ArgumentHelp("Since when the prices of a list hold that bears no dates (LiteLLM's).", valueName: "day"))
    var from: String?

    @OptionGroup var options: ListImportOptions

    func run() throws {
      let rows = try PriceListInput(files, from: from).rows(options.global)
      let table = ListImportOptions.Table(
        register: negotiated ? .negotiatedPrice : .price, name: negotiated ? "negotiated prices" : "prices",
        read: PriceSource.prices, cells: PriceTable.cells, place: \.place)
      try options.run(table) { [rows] known throws(PriceBookProblems) in try ListImport(known, new: rows) }
    }
  }
}
