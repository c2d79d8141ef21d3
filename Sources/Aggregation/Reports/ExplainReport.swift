import ChargebackModel
import Pricing
import Store

/// The arithmetic behind a report of usage: for each of its rows the price rows that were used, so that the cost can be
/// added up by hand.
///
///     cost     = quantity × price ÷ unit × (100 − discountPercent) ÷ 100 × exchangeRate
///     listCost = quantity × listPrice ÷ listUnit × listExchangeRate
struct ExplainReport: ReportKind {
  let name = "explain"
  let summary = "the arithmetic behind usage: quantities, price rows, discounts and rates, line by line"
  let takesDimensions = true
  let takesOrder = false
  let figures: [String] = []

  func report(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) -> Report {
    let dimensions = request.by ?? [.appId, .model]
    let aggregate = try Aggregate(store, books, request, by: dimensions, keepsLedger: true)
    let table = ExplainTable(aggregate, dimensions, showsList: books.costs.showsListCost)
    return Report(
      kind: name, title: "The arithmetic behind the cost by \(dimensions.map(\.rawValue).joined(separator: ", "))",
      period: request.period, currency: books.costs.currency, groupBy: dimensions.map(\.rawValue),
      filters: request.filters.map(\.description), columns: table.columns, rows: table.rows, totals: table.totals,
      completeness: aggregate.completeness, issues: aggregate.issues,
      notes: books.notes(for: request.period) + [ExplainTable.note(showsList: books.costs.showsListCost)],
      sources: aggregate.sources)
  }
}
