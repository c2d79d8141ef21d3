import ChargebackModel
import Store

/// What `chargeback query` reads. Names and columns are part of the command line's contract: columns may be added, and none
/// is renamed or taken away.
package enum QueryTables {
  package static func all(_ store: Store, _ books: Books, _ calendar: ZoneCalendar) -> [any QueryTable] {
    // Made when a table of calls is read for the first time: a question about prices need not look at profiles.
    var made: CallResolving?
    let resolving: () throws -> CallResolving = {
      if let made { return made }
      let new = try CallResolving(store, books, calendar)
      made = new
      return new
    }
    return [
      CallsTable(isOfLeftOut: false, resolving), UsageByDayTable(resolving),
      CallsTable(isOfLeftOut: true, resolving),
      RegisterTable.prices(books.costs), RegisterTable.discounts(books.costs),
      RegisterTable.exchangeRates(books.costs), RegisterTable.directory(store), RegisterTable.deployments(store),
      RegisterTable.resourceEvents(store), RegisterTable.usageAggregates(store),
    ]
  }
}
