import ChargebackModel
import Store

/// Usage that has no price, and why: what to add to the price book, or to ask the provider for.
struct UnpricedReport: ReportKind {
  let name = "unpriced"
  let summary = "usage without a price, and why: model, deployment type, region, calls, tokens"
  let takesDimensions = false
  let figures: [String] = []
  private let dimensions: [Dimension] = [.model, .modelVersion, .deploymentType, .region]

  func report(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) -> Report {
    let aggregate = try Aggregate(store, books, request, by: dimensions)
    let lines = aggregate.unpricedUses.map { use, figures in
      (values: [use.model, use.modelVersion, use.deploymentType, use.region, use.reason], figures: figures)
    }.sorted { UsageTable.precedes($0.values, $1.values) }
    var total = UnpricedUse.Figures()
    for line in lines { total += line.figures }
    let names = dimensions.map(\.rawValue) + ["reason"]
    let counts = ["calls", "inputTokens", "outputTokens", "totalTokens"]
    return Report(
      kind: name, title: "Azure OpenAI usage without a price", period: request.period,
      currency: books.costs.currency, groupBy: names, filters: request.filters.map(\.description),
      columns: names.map { Report.Column($0, .dimension) } + counts.map { Report.Column($0, .count) },
      rows: lines.map { line in
        Report.Row(line.values.map { $0.map(Report.Cell.text) ?? .none } + line.figures.cells)
      },
      totals: names.map { _ in .none } + total.cells, completeness: aggregate.completeness,
      issues: aggregate.issues, notes: books.notes(for: request.period) + aggregate.notes,
      sources: aggregate.sources)
  }
}

extension UnpricedUse.Figures {
  fileprivate static func += (a: inout Self, b: Self) {
    a.calls += b.calls
    a.inputTokens += b.inputTokens
    a.outputTokens += b.outputTokens
  }

  fileprivate var cells: [Report.Cell] {
    [.count(calls), .count(inputTokens), .count(outputTokens), .count(inputTokens + outputTokens)]
  }
}
