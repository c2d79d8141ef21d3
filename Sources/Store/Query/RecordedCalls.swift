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
  /// The next calls of `span`, by their time, then their id.
  ///
  /// - Parameter last: the call behind which to begin; nil for the first.
  package func recordedCalls(
    in span: Range<Int64>, after last: RecordedCall?, limit: Int
  ) throws(StoreFailure) -> [RecordedCall] {
    try read { db in
      let rows = try SQLStatement(db, Store.recordedCallsSQL)
      defer { rows.reset() }
      rows.bind(1, last?.time.milliseconds ?? span.lowerBound)
      rows.bind(2, last?.id ?? 0)
      rows.bind(3, span.upperBound)
      rows.bind(4, Int64(limit))
      var calls: [RecordedCall] = []
      calls.reserveCapacity(limit)
      while try rows.step() { calls.append(recordedCall(rows)) }
      return calls
    }
  }

  private func recordedCall(_ row: SQLStatement) -> RecordedCall {
    var usage = TokenUsage()
    let counts = 6
    for count in UsageCount.allCases { usage[count] = row.integer(counts + count.index) }
    let estimates = counts + UsageCount.allCases.count
    let limits = estimates + EstimateTable.columns.count
    let estimate = EstimateTable.aside { row.integer(estimates + $0) }
    let limit = LimitTable.aside { row.integer(limits + $0) }
    return RecordedCall(
      id: row.integer(0) ?? 0, time: Instant(milliseconds: row.integer(1) ?? 0), profileId: row.integer(2) ?? 0,
      usage: usage, isMetered: row.integer(5) ?? -1 >= 0, estimate: estimate.isEmpty ? nil : estimate,
      limits: limit.isEmpty ? nil : limit, gatewayDurationMs: row.integer(3), serviceDurationMs: row.integer(4))
  }

  private static let recordedCallsSQL: String = {
    let columns = UsageCount.allCases.map(\.rawValue) + EstimateTable.columns + LimitTable.columns
    return """
      SELECT
        id, time, profileId, gatewayDurationMs, serviceDurationMs,
        \(metersSQL) AS meters,
        \(columns.joined(separator: ", "))
      FROM (
        SELECT id, time, profileId, gatewayDurationMs, serviceDurationMs, \(effectiveCountsSQL)
        FROM call
        WHERE (time, id) > (?, ?) AND time < ?
        ORDER BY time, id
        LIMIT ?)
      LEFT JOIN callEstimate ON callEstimate.callId = id
      LEFT JOIN callLimit ON callLimit.callId = id
      ORDER BY time, id
      """
  }()
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
