import ChargebackModel
import GRDB

/// All that the database holds of one call.
package struct TracedCall: Sendable {
  package let id: Int64
  /// With its estimate and its limits.
  package let call: Call
  /// Counts that events gave it which may be another call's; they count where nobody reported any.
  package let claimed: TokenUsage

  /// The counts that are charged.
  package var usage: TokenUsage { call.reported.completed(by: claimed) }

  /// The call as a sum of one; nil where its tokens are not to be estimated: see `estimateSums`.
  package func estimateSum(inputTokenBounds bounds: [Int64]) -> EstimateSum? {
    let usage = usage
    let isPartReported = UsageCount.allCases.contains {
      $0 != .inputTokens && $0 != .outputTokens && usage[$0] != nil
    }
    let isWhole = usage.inputTokens != nil && usage.outputTokens != nil
    guard !call.estimate.isEmpty, !isPartReported, !isWhole else { return nil }
    func band(_ estimated: Int64?) -> Int { bounds.filter { usage.inputTokens ?? estimated ?? 0 > $0 }.count }
    return EstimateSum(
      slice: 0, profileId: 0, calls: 1, inputTokens: usage.inputTokens, outputTokens: usage.outputTokens,
      estimate: call.estimate, cl100kBand: band(call.estimate.prompt?.cl100kTokens),
      o200kBand: band(call.estimate.prompt?.o200kTokens))
  }
}

extension Store {
  /// The calls that some keys lead to, for those that lead to any.
  package func calls(named keys: [CallKey]) throws(StoreFailure) -> [CallKey: Int64] {
    try read { db in
      var index = KeyIndex()
      try index.begin(db)
      var found: [CallKey: Int64] = [:]
      for key in keys where !key.text.isEmpty {
        guard var id = try index.callId(of: KeyEntry(key), db) else { continue }
        while let next = try Int64.fetchOne(db, sql: "SELECT callId FROM mergedCall WHERE id = ?", arguments: [id]) {
          id = next
        }
        found[key] = id
      }
      return found
    }
  }

  /// - Throws: `StoreFailure` also where no call has that id.
  package func tracedCall(_ id: Int64) throws(StoreFailure) -> TracedCall {
    try read { db in
      let lookup = try CallLookup(db)
      guard let stored = try lookup.call(id), let beside = try lookup.beside(id) else {
        throw StoreFailure("the database is damaged: a key leads to call \(id), which is not there")
      }
      var profiles = ProfileTable()
      var call = Call(profile: try profiles.profile(stored.profileId, db), figures: stored.figures)
      call.state(estimate: beside.estimate)
      call.state(limits: beside.limits)
      return TracedCall(id: id, call: call, claimed: stored.claimed)
    }
  }
}
