import ChargebackModel
import GRDB

/// A call by itself, with all that the database has of it.
package struct RecordedCall: Sendable {
  package let id: Int64
  package let time: Instant
  package let profileId: Int64
  /// What was reported, or claimed where nothing was.
  package let usage: TokenUsage
  /// Whether these counts can be charged: see `Store.sums`.
  package let isMetered: Bool
  /// What its texts come to; nil where none was read.
  package let estimate: CallEstimate?
  package let limits: RateLimits?
  package let gatewayDurationMs: Int64?
  package let serviceDurationMs: Int64?
}

extension Store {
  /// Pieces of a span of milliseconds, in their order, each with so few calls that they can be held in memory.
  package func callWindows(of span: Range<Int64>) throws(StoreFailure) -> [Range<Int64>] {
    try read { db in try CallWindows(span, db).windows }
  }

  /// The calls of a window, by their time, then their id.
  package func recordedCalls(in window: Range<Int64>) throws(StoreFailure) -> [RecordedCall] {
    guard !window.isEmpty else { return [] }
    return try read { db in
      let cursor = CallCursor(db)
      try cursor.begin(times: window.lowerBound...(window.upperBound - 1))
      var calls: [RecordedCall] = []
      while try cursor.next() {
        guard let call = cursor.call, let time = call.figures.time?.value else { continue }
        let (usage, beside) = (call.usage, cursor.beside)
        calls.append(
          RecordedCall(
            id: cursor.id, time: time, profileId: call.profileId, usage: usage, isMetered: usage.usedMeters() != nil,
            estimate: beside.estimate.isEmpty ? nil : beside.estimate,
            limits: beside.limits.isEmpty ? nil : beside.limits,
            gatewayDurationMs: call.figures.gatewayDurationMs?.value,
            serviceDurationMs: call.figures.serviceDurationMs?.value))
      }
      return calls.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
    }
  }
}

extension EstimateSum {
  /// Of one call whose counts nobody reported in full; nil where they contradict each other, or parts of them are known.
  package init?(_ call: RecordedCall, inputTokenBounds bounds: [Int64]) {
    let parts = UsageCount.allCases.filter { $0 != .inputTokens && $0 != .outputTokens }
    let (input, output) = (call.usage.inputTokens, call.usage.outputTokens)
    guard let estimate = call.estimate, input == nil || output == nil, parts.allSatisfy({ call.usage[$0] == nil })
    else {
      return nil
    }
    func band(_ tokens: Int64?) -> Int { bounds.count { input ?? tokens ?? 0 > $0 } }
    self.init(
      slice: 0, profileId: call.profileId, calls: 1, inputTokens: input, outputTokens: output, estimate: estimate,
      cl100kBand: band(estimate.prompt?.cl100kTokens), o200kBand: band(estimate.prompt?.o200kTokens))
  }
}
