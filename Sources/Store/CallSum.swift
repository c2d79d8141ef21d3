import ChargebackModel

/// What one call adds to the sums that are kept in advance.
struct CallSum: Equatable {
  let key: SumKey
  let usage: TokenUsage
  let time: Int64

  /// Calls with more input tokens than this are summed one by one when a report is made: a price table may put the bound
  /// of a long-context price anywhere above it.
  static let longInput: Int64 = 65_536

  /// Nil for a call that belongs to no such sum: one without a time, or with a long input.
  init?(_ call: CallFigures, claimed: TokenUsage, profileId: Int64) {
    guard let time = call.time?.value.milliseconds else { return nil }
    var usage = call.reported
    usage[.inputTokens] = usage.inputTokens ?? claimed.inputTokens
    usage[.outputTokens] = usage.outputTokens ?? claimed.outputTokens
    if let input = usage.inputTokens, input > CallSum.longInput { return nil }
    let meters = usage.usedMeters()
    self.time = time
    self.usage = meters == nil ? TokenUsage() : usage
    key = SumKey(profileId: profileId, meters: meters ?? -1, counts: self.usage.reportedCounts)
  }
}
