import ArgumentParser
import CSV
import ChargebackModel
import Pricing
import Store

struct RatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rates", abstract: "Exchange rates, for reports in another currency.",
    discussion: "EXAMPLE: chargeback prices rates import SampleData/PriceTables/harbour-foods-rates.csv",
    subcommands: [Import.self, List.self])

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Import exchange rates (CSV).",
      discussion: """
        EXAMPLE: chargeback prices rates import SampleData/PriceTables/harbour-foods-rates.csv

        The columns are fromCurrency, toCurrency, rate, effectiveFrom, effectiveTo, source; one of fromCurrency is rate of \
        toCurrency. The rate at the time of a call applies. The way back is a row of its own. An open-ended rate ends \
        where a later one for the same currencies begins.
        """)

    @Argument(help: "CSV files, or -.", completion: .file())
    var files: [String]

    @OptionGroup var options: ListImportOptions

    func run() throws {
      var rows: [ExchangeRate] = []
      for file in files {
        let table = ExchangeRateTable.parse(try TextFile.read(file), path: file)
        try Problems.refuse(table.problems, "nothing was imported")
        rows += table.rows
      }
      let table = ListImportOptions.Table(
        register: .exchangeRate, name: "rates", read: PriceSource.rates, cells: ExchangeRateTable.cells, place: \.place)
      try options.run(table) { [rows] known throws(PriceBookProblems) in try ListImport(known, new: rows) }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the exchange rates as CSV.", discussion: "EXAMPLE: chargeback prices rates list")

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let rows = try PriceSource.costs(try global.openExisting()).costs.rates.rows
      let lines = [ExchangeRateTable.columns] + rows.map(ExchangeRateTable.cells)
      try TextFile.write(lines.map(CSV.line).joined(), to: nil)
    }
  }
}
