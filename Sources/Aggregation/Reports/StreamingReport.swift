import ChargebackModel
import Store

/// How many calls were streamed, and how many of these tell their tokens: whether `stream_options.include_usage` needs
/// enforcing.
struct StreamingReport: ReportKind {
  let name = "streaming"
  let summary = "streamed calls and tokens by app, and how many streams tell their usage"
  let takesDimensions = true
  let defaultDimensions: [Dimension] = [.app]
  var figures: [String] { StreamingFigures.columns.map(\.name) }

  func report(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) -> Report {
    let dimensions = request.by ?? defaultDimensions
    let aggregate = try Aggregate(store, books, request, by: dimensions + [.stream])
    var groups: [[String?]: StreamingFigures] = [:]
    var total = StreamingFigures()
    for (values, tally) in aggregate.groups {
      let figures = StreamingFigures(tally, stream: values[dimensions.count])
      groups[Array(values.dropLast()), default: StreamingFigures()].add(figures)
      total.add(figures)
    }
    let table = GroupTable(dimensions, groups.map { ($0.key, $0.value) }, total: total)
    return table.report(
      kind: name, title: "Azure OpenAI streaming by \(dimensions.map(\.rawValue).joined(separator: ", "))",
      rows: table.rows(request, byDefault: "unknown"), CallBasis(aggregate, showsTokens: true),
      notes: StreamingReport.notes(total), books, request)
  }

  private static func notes(_ total: StreamingFigures) -> [String] {
    let missing = total.estimated + total.unknown
    let verdict =
      missing == 0
      ? "No streamed call lacks its token counts."
      : "\(missing) of \(Words.count(total.streamed, "streamed call")) report no token counts: a stream carries them only "
        + "where the client or the gateway sets stream_options.include_usage."
    return [
      verdict,
      "reported, estimated, unknown and refused divide streamedCalls; refused calls (401, 429) use no tokens. Shares of "
        + "tokens are of known tokens.",
    ]
  }
}
