import ChargebackModel
import Store

/// How long calls took, by region, hour of the day and model: where to send prompts at which hour.
struct LatencyReport: ReportKind {
  let name = "latency"
  let summary = "how long calls took: exact percentiles by region, hour of day and model; --side service or gateway"
  let takesDimensions = true
  let takesSide = true
  let defaultDimensions: [Dimension] = [.region, .hourOfDay, .model]
  var figures: [String] { LatencyFigures.columns.map(\.name) }
  let refused = CallGroups.refused

  func report(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) -> Report {
    let dimensions = request.by ?? defaultDimensions
    let basis = try CallBasis(store, books, request)
    var groups = try CallGroups(store, books, request, by: dimensions)
    var figures: [LatencyFigures] = []
    try store.scanDurations(in: request.period, of: request.side) { call, durationMs in
      guard !basis.holdsCopy(call.id), let row = groups.row(at: call.time, call.profileId) else { return }
      figures.reach(row)
      figures[row].add(durationMs)
    }
    var total = LatencyFigures()
    for figures in figures { total.add(figures) }
    let table = GroupTable(dimensions, zip(groups.groups, figures).map { ($0, $1) }, total: total)
    return table.report(
      kind: name, title: "Azure OpenAI latency by \(dimensions.map(\.rawValue).joined(separator: ", "))",
      rows: table.rows(request, byDefault: nil), basis, notes: [LatencyReport.note(request.side)], books, request)
  }

  private static func note(_ side: DurationSide) -> String {
    let whose =
      side == .service
      ? "the service's own: from when it took the request to the end of its answer"
      : "the gateway's: from the request to the end of the answer, waiting and tries included"
    return
      "Durations are \(whose), in milliseconds. A percentile is the smallest duration that so many calls of a hundred do "
      + "not exceed (nearest rank). Calls of which no record tells a duration of 0 or more are counted in unknownDuration "
      + "and are in no percentile. Refused and failed calls are among the calls: --where statusCode=200 leaves them out."
  }
}
