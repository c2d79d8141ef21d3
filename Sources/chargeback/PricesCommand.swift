import ArgumentParser
import ChargebackModel
import Ingest
import Pricing
import Store

struct PricesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices", abstract: "The price book.",
    discussion: "EXAMPLE: chargeback prices import SampleData/PriceTables/harbour-foods-2026.csv",
    subcommands: [Import.self, List.self])

  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Import price lists; from then on they replace the bundled list.",
      discussion: """
        EXAMPLE: chargeback prices import SampleData/PriceTables/harbour-foods-2026.csv

        What a file is, its content says: \(PriceLists.names.joined(separator: "; ")). Pages of one answer are given \
        together. Of a list that someone else wrote, what is not understood is named and left out; the balance says how \
        much that is.

        The columns of a price table are model, modelVersion, deploymentType, region, serviceTier, inputTokensAbove, meter, unit, price, \
        currency, effectiveFrom, effectiveTo, source. Nothing is imported if any row is wrong, or if two rows would \
        price the same thing at the same time.
        """)

    @Argument(help: "CSV or JSON files, or -.", completion: .file())
    var files: [String]

    @Flag(help: "Forget the prices that were imported before.")
    var replace = false

    @Option(
      help: ArgumentHelp("Since when the prices of a list hold that bears no dates (LiteLLM's).", valueName: "day"))
    var from: String?

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let rows = try PriceListInput(files, from: from).rows(global)
      let known = replace ? [] : try PriceSource.rows(try global.openIfThere())
      // A row that is there already, read from wherever, is no second row.
      let cells = Set(known.map { PriceTable.cells($0) })
      let new = rows.filter { !cells.contains(PriceTable.cells($0)) }
      do throws(PriceBookProblems) {
        _ = try PriceBook(known + new)
      } catch {
        try Problems.refuse(error.issues, "nothing was imported")
      }
      try global.openOrCreate().replacePrices(
        (known + new).map {
          StoredPrice(cells: PriceTable.cells($0), path: $0.place.path, line: $0.place.line)
        })
      global.say("prices: \(new.count) imported, \(known.count + new.count) in all")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the prices in force as a price table (CSV).",
      discussion: "EXAMPLE: chargeback prices list --model gpt-4o")

    @Option(help: "Only this model.")
    var model: String?

    @Flag(help: "The bundled list prices, whatever was imported.")
    var bundled = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let book: PriceBook
      if bundled {
        book = .bundled
      } else {
        let (found, note) = try PriceSource.book(try global.openIfThere())
        book = found
        global.say("note: \(note)")
      }
      let name = model.map { ModelName(snapshot: $0) }
      let rows = book.rows.filter { row in
        name.map { $0.model == row.model && ($0.modelVersion == nil || $0.modelVersion == row.modelVersion) } ?? true
      }
      try TextFile.write(PriceTable.write(rows), to: nil)
    }
  }
}
