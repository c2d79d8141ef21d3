import ChargebackModel
import Store

/// Calls, tokens and cost by any dimensions.
struct UsageReport: ReportKind {
  let name = "usage"
  let summary = "calls, tokens and cost by any dimensions"
  let takesDimensions = true
  var figures: [String] { UsageColumn.allCases.map(\.rawValue) }

  func reviewsDays(_ request: ReportRequest) -> Bool { request.by == [.day] }

  func report(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) -> Report {
    let dimensions = request.by ?? [.appId, .model]
    let aggregate = try Aggregate(store, books, request, by: dimensions)
    let table = UsageTable(aggregate, dimensions, columns: UsageColumn.allCases, decimals: 4, books)
    return table.report(
      kind: name, title: "Azure OpenAI usage by \(dimensions.map(\.rawValue).joined(separator: ", "))",
      rows: table.cut(table.sorted(by: request.sort), to: request.top), books, request)
  }
}
