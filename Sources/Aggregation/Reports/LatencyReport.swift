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
    let none = LatencyReading(basis, try CallGroups(store, books, request, by: dimensions))
    var readings: [LatencyReading] = []
    if let span = try store.callSpan(of: request.period) {
      readings = try store.scanDurations(in: span, of: request.side, into: none) { $0.take($1, $2) }
    }
    var lines: [[String?]: LatencyFigures] = [:]
    var total = LatencyFigures()
    for (values, figures) in readings.flatMap(\.lines) {
      lines[values, default: LatencyFigures()].add(figures)
      total.add(figures)
    }
    let table = FigureTable(dimensions, lines.map { (values: $0.key, figures: $0.value) }, total: total)
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

/// Gathers the figures of the rows.
private struct LatencyReading {
  private let basis: CallBasis
  private var groups: CallGroups
  private var figures: [LatencyFigures] = []

  init(_ basis: CallBasis, _ groups: CallGroups) {
    self.basis = basis
    self.groups = groups
  }

  mutating func take(_ call: ScannedCall, _ durationMs: Int64?) {
    guard !basis.holdsCopy(call.id), let row = groups.row(at: call.time, call.profileId) else { return }
    figures.reach(row)
    figures[row].add(durationMs)
  }

  var lines: [FigureTable<LatencyFigures>.Line] { zip(groups.groups, figures).map { ($0, $1) } }
}
