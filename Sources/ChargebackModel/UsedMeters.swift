extension TokenUsage {
  /// No call can use more of anything; what claims to is no count, and would only make sums overflow.
  package static let largestCount: Int64 = 1_000_000_000_000

  /// The meters that a call with these counts used, a bit for each by its place among all; nil where they are not metered:
  /// its tokens are not known both ways, nor what is billed instead of tokens, or a part is more than its whole.
  package func usedMeters() -> Int? {
    let isBilledByPiece =
      !hasCommonCountsOnly && (self[.images] != nil || self[.seconds] != nil || self[.characters] != nil)
    guard inputTokens != nil && outputTokens != nil || isBilledByPiece, reasoningTokens ?? 0 <= outputTokens ?? 0,
      !exceedsLargestCount
    else { return nil }
    return hasCommonCountsOnly ? metersOfCommonCounts() : metersOfAllCounts()
  }

  /// Most calls have no others; looking at all meters would take longer than summing.
  private func metersOfCommonCounts() -> Int? {
    let (input, cached, output) = (inputTokens ?? 0, cachedInputTokens ?? 0, outputTokens ?? 0)
    guard input >= cached, cached >= 0, output >= 0 else { return nil }
    return (input > cached ? Meter.input.bit : 0) | (cached > 0 ? Meter.cachedInput.bit : 0)
      | (output > 0 ? Meter.output.bit : 0)
  }

  private func metersOfAllCounts() -> Int? {
    var meters = 0
    for meter in Meter.allCases {
      let quantity = quantity(of: meter)
      if quantity < 0 { return nil }
      if quantity > 0 { meters |= meter.bit }
    }
    return meters
  }
}

extension Meter {
  fileprivate var bit: Int { 1 << index }
}
