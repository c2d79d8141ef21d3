import ChargebackModel

/// How many calls of a row were streamed, and how many of these tell their tokens.
struct StreamingFigures: GroupFigures {
  static let columns: [Report.Column] = [
    .init("calls", .count), .init("streamedCalls", .count), .init("streamedPercent", .percent),
    .init("totalTokens", .count), .init("streamedTokens", .count), .init("streamedTokensPercent", .percent),
    .init("reported", .count), .init("estimated", .count), .init("unknown", .count), .init("refused", .count),
    .init("unknownStream", .count),
  ]

  private var calls: Int64 = 0
  private(set) var streamed: Int64 = 0
  private var tokens: Int64 = 0
  private var streamedTokens: Int64 = 0
  private var reported: Int64 = 0
  private(set) var estimated: Int64 = 0
  private(set) var unknown: Int64 = 0
  private var unknownStream: Int64 = 0

  init() {}

  /// - Parameter stream: `true` or `false`; nil where no record tells.
  init(_ tally: Tally, stream: String?) {
    calls = tally.calls
    tokens = tally.inputTokens + tally.outputTokens
    unknownStream = stream == nil ? calls : 0
    guard stream == "true" else { return }
    streamed = calls
    streamedTokens = tokens
    estimated = tally.estimatedCalls
    unknown = tally.unmeteredCalls
    reported = tally.reportedCalls
  }

  mutating func add(_ other: StreamingFigures) {
    calls += other.calls
    streamed += other.streamed
    tokens += other.tokens
    streamedTokens += other.streamedTokens
    reported += other.reported
    estimated += other.estimated
    unknown += other.unknown
    unknownStream += other.unknownStream
  }

  var cells: [Report.Cell] {
    [
      .count(calls), .count(streamed), .share(streamed, of: calls), .count(tokens), .count(streamedTokens),
      .share(streamedTokens, of: tokens), .count(reported), .count(estimated), .count(unknown),
      .count(streamed - reported - estimated - unknown), .count(unknownStream),
    ]
  }
}
