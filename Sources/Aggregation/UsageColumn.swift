import ChargebackModel

/// The figures that a report of usage shows, in the order of its columns.
enum UsageColumn: String, CaseIterable {
  case calls, inputTokens, cachedInputTokens, outputTokens, reasoningTokens, totalTokens, cost, listCost
  case unpricedCalls, unmeteredCalls

  func column(decimals: Int) -> Report.Column {
    Report.Column(rawValue, self == .cost || self == .listCost ? .money(decimals: decimals) : .count)
  }
}
