import ChargebackModel
import Pricing
import Store

/// What a call used, and how that is known.
package struct TracedUsage: Sendable {
  package let source: UsageSource
  /// The counts that are charged; those that were reported where `source` is unknown.
  package let counts: TokenUsage
  /// Counts that came in an event which may be another call's, and count since nobody else reported any.
  package let claimed: TokenUsage
  /// How the counts were estimated, or what keeps the call from being metered: a sentence; nil where all is reported.
  package let note: String?

  init(_ call: TracedCall, _ resolved: ResolvedCall, _ costs: CostBook) {
    let reported = call.usage
    claimed =
      call.call.reported.inputTokens == nil || call.call.reported.outputTokens == nil ? call.claimed : TokenUsage()
    if reported.usedMeters() != nil {
      (source, counts, note) = (.reported, reported, nil)
      return
    }
    let bounds = costs.inputTokenBounds
    if let sum = call.estimateSum(inputTokenBounds: bounds),
      let estimate = EstimatedUsage(sum, resolved, inputTokenBounds: bounds)
    {
      (source, counts, note) = (.estimated, estimate.usage, TracedUsage.how(estimate))
      return
    }
    (source, counts) = (.unknown, reported)
    note = TracedUsage.why(call, resolved)
  }

  private static func how(_ estimate: EstimatedUsage) -> String {
    var reasons: [String] = []
    if estimate.limits.contains(.cut) { reasons.append("the log cut a text off") }
    if estimate.limits.contains(.unseen) { reasons.append("the model read or wrote more than the log shows") }
    if estimate.hidesReasoning { reasons.append("what the model thought is billed and not shown") }
    return "counted from its texts with \(estimate.encoding.rawValue)"
      + (reasons.isEmpty ? "" : "; a lower bound, for " + reasons.joined(separator: ", and "))
  }

  private static func why(_ call: TracedCall, _ resolved: ResolvedCall) -> String {
    if resolved.isRefused { return "the call was refused and used nothing" }
    let usage = call.usage
    if usage.inputTokens != nil, usage.outputTokens != nil {
      return "the counts contradict each other: a part is more than its whole"
    }
    guard let prompt = call.call.estimate.prompt else { return "no record tells its tokens" }
    return "no record tells its tokens; its prompt comes to \(prompt.o200kTokens) tokens in o200k_base, "
      + "\(prompt.cl100kTokens) in cl100k_base"
  }
}
