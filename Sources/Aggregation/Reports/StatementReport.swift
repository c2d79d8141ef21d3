import ChargebackModel
import Store

/// The month for finance: cost centre, app and model, with a sum for each cost centre and app.
struct StatementReport: ReportKind {
  let name = "statement"
  let summary = "the month for finance: cost centre, app and model, with sums"
  let takesDimensions = false
  var figures: [String] { columns.map(\.rawValue) }
  private let columns: [UsageColumn] = [
    .calls, .inputTokens, .outputTokens, .totalTokens, .cost, .listCost, .unpricedCalls, .unmeteredCalls,
  ]

  func reviewsDays(_ request: ReportRequest) -> Bool { true }

  func report(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) -> Report {
    let dimensions: [Dimension] = [.costCentre, .app, .model]
    let aggregate = try Aggregate(store, books, request, by: dimensions)
    let table = UsageTable(aggregate, dimensions, columns: columns, decimals: 2, books)
    return table.report(
      kind: name, title: "Azure OpenAI statement by cost centre, app and model",
      rows: table.withSubtotals(table.inOrder(), depths: [2, 1]), books, request)
  }
}
