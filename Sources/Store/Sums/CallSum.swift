import ChargebackModel

/// What one call adds to the sums that are kept in advance.
struct CallSum: Equatable {
  let key: SumKey
  let usage: TokenUsage
  let time: Int64

  /// Nil for a call that belongs to no such sum: one without a time.
  init?(_ call: StoredCall) {
    guard let time = call.figures.time?.value.milliseconds else { return nil }
    let usage = call.usage
    let meters = usage.usedMeters()
    self.time = time
    self.usage = meters == nil ? TokenUsage() : usage
    key = SumKey(
      profileId: call.profileId, meters: meters ?? -1, counts: self.usage.reportedCounts,
      inputTokensAbove: LongInput.roundBelow(self.usage.inputTokens ?? 0))
  }
}
