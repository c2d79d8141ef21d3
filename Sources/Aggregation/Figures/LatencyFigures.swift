import ChargebackModel

/// How long the calls of a row took.
struct LatencyFigures: GroupFigures {
  static let columns: [Report.Column] = [
    .init("calls", .count), .init("p50Ms", .count), .init("p90Ms", .count), .init("p99Ms", .count),
    .init("maxMs", .count), .init("unknownDuration", .count),
  ]

  private var calls: Int64 = 0
  private var durations = DurationCounts()

  /// Takes a call in; nil where nobody knows how long it took.
  mutating func add(_ durationMs: Int64?) {
    calls += 1
    // What a damaged log may have left in a database is no duration.
    if let durationMs, durationMs >= 0 { durations.add(durationMs) }
  }

  mutating func add(_ other: LatencyFigures) {
    calls += other.calls
    durations.add(other.durations)
  }

  var cells: [Report.Cell] {
    [.count(calls)] + [50, 90, 99].map { .known(durations.percentile($0)) }
      + [.known(durations.largest), .count(calls - durations.count)]
  }
}
