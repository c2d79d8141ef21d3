import ChargebackModel
import Store

/// Which calls the service saw and the gateway did not, and the reverse.
struct CoverageReport: ReportKind {
  let name = "coverage"
  let summary = "calls that only the service or only the gateway saw, by key or by numbers"
  let takesDimensions = true
  let defaultDimensions: [Dimension] = [.resource, .objectId, .callerIp]
  let estimatesCost = true
  let figures = [
    "serviceCalls", "gatewayCalls", "joined", "serviceOnly", "gatewayOnly", "unchargedCost", "unknownCostCalls",
  ]

  func report(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) -> Report {
    let dimensions = request.by ?? defaultDimensions
    let known = try Aggregate(store, books, request, by: [])
    let coverage = try Coverage(store, books, request, by: dimensions)
    let table = FigureTable<CoverageFigures>(
      names: dimensions.map(\.rawValue) + ["method"], columns: columns(dimensions, request))
    let lines = table.sorted(coverage.rows.filter { $0.value.calls > 0 }, by: request.sort ?? "serviceOnly")
    return Report(
      kind: name,
      title: "What the service and the gateway saw by \(dimensions.map(\.rawValue).joined(separator: ", "))",
      period: request.period, currency: books.costs.currency, groupBy: dimensions.map(\.rawValue),
      filters: request.filters.map(\.description), columns: table.columns, rows: table.rows(lines, top: request.top),
      totals: table.totals(lines), completeness: known.completeness, issues: known.issues,
      notes: books.notes(for: request.period) + notes(coverage), sources: known.sources)
  }

  private func columns(_ dimensions: [Dimension], _ request: ReportRequest) -> [Report.Column] {
    let counts = figures.prefix(5).map { Report.Column($0, .count) }
    let costs = ["unchargedCost"] + (request.estimatesCost ? ["estimatedCost"] : [])
    return dimensions.map { Report.Column($0.rawValue, .dimension) } + counts + [.init("method", .dimension)]
      + costs.map { .init($0, .money(decimals: 4)) }
      + [.init("unknownCostCalls", .count), .init("keysListedBy", .dimension)]
  }

  private func notes(_ coverage: Coverage) -> [String] {
    var notes: [String] = []
    let total = coverage.rows.values.reduce(into: CoverageFigures()) { $0 += $1 }
    if coverage.rows.keys.contains(where: { $0.last == "count" }) {
      notes.append(
        "Rows of the method count compare numbers, by place and quarter hour, clocks up to three minutes apart: a call that "
          + "only the service saw and one that only the gateway saw cancel out there. What the calls that remain do not agree on is "
          + "unknown.")
    }
    if total.estimatedCalls > 0 {
      notes.append(
        "estimatedCost takes \(Words.count(total.estimatedCalls, "call")) to have cost what the answered calls of the same "
          + "deployment, or of its model, cost on average.")
    }
    if total.attempts > 0 {
      notes.append(
        "\(Words.count(total.attempts, "service record")) of 408, 429 or 5xx under an identity of the gateway's own, with no "
          + "call of the gateway: attempts that it repeated, in no column.")
    }
    if !coverage.silentAccounts.isEmpty {
      notes.append(
        "No record of the service tells of calls to \(coverage.silentAccounts.joined(separator: ", ")): are the account's "
          + "diagnostic logs among what was ingested?")
    }
    return notes + coverage.events.notes(on: total.keyResources, before: coverage.request.period.end)
  }
}
