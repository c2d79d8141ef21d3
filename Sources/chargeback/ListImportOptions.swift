import ArgumentParser
import ChargebackModel
import Pricing
import Store

/// What every import into the price book takes, and how it is done: all of it or nothing, in one transaction.
struct ListImportOptions: ParsableArguments {
  @Flag(help: "Let the new rows change what times have that are covered already.")
  var replace = false

  @Flag(help: "Forget what was imported before, history and all.")
  var forget = false

  @OptionGroup var global: GlobalOptions

  /// One table of the price book.
  struct Table<Row> {
    let register: PriceRegister
    /// For the line at the end: `prices: 3 imported, 7 in all`.
    let name: String
    let read: ([StoredPrice]) throws -> [Row]
    let cells: (Row) -> [String]
    let place: (Row) -> PriceRow.Place
  }

  func run<Row>(
    _ table: Table<Row>, _ join: ([Row]) throws(PriceBookProblems) -> ListImport<Row>
  ) throws {
    // Before a database is opened, and perhaps made: rows that contradict each other go nowhere.
    _ = try joined([], join)
    var outcome: Result<ListImport<Row>, any Error>?
    try global.openOrCreate().updatePrices(table.register) { stored in
      let result = Result {
        let list = try joined(forget ? [] : try table.read(stored), join)
        if !replace { try Problems.refuse(list.changes, "nothing was imported; --replace lets the new rows win") }
        return list
      }
      outcome = result
      return try? result.get().rows.map {
        StoredPrice(cells: table.cells($0), path: table.place($0).path, line: table.place($0).line)
      }
    }
    guard let list = try outcome?.get() else { return }
    say(list.closings)
    for change in list.changes { global.say("note: \(change.path):\(change.place): \(change.message)") }
    global.say("\(table.name): \(list.added) imported, \(list.rows.count) in all")
  }

  /// Calls that are in the database already may cost something else from there on.
  private func say(_ closings: [Issue]) {
    if global.verbose {
      for closing in closings { global.say("note: \(closing.path):\(closing.place): \(closing.message)") }
    } else if !closings.isEmpty {
      let rows = closings.count == 1 ? "1 open-ended row ends" : "\(closings.count) open-ended rows end"
      global.say("note: \(rows) where a later one begins (--verbose names each)")
    }
  }

  private func joined<Row>(
    _ known: [Row], _ join: ([Row]) throws(PriceBookProblems) -> ListImport<Row>
  ) throws -> ListImport<Row> {
    do throws(PriceBookProblems) {
      return try join(known)
    } catch {
      try Problems.refuse(error.issues, "nothing was imported")
      throw Failure.world("nothing was imported")
    }
  }
}
