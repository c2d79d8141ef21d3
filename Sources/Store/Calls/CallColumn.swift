import ChargebackModel

/// What the database keeps of a call, number by number: the columns of the table `call`, behind the id.
enum CallColumn {
  static let time = 0
  static let timeAuthority = 1
  static let profileId = 2
  /// The first of the reported counts, which stand in the order of `UsageCount`.
  static let counts = 3
  static let claimedInputTokens = counts + UsageCount.number
  static let claimedOutputTokens = claimedInputTokens + 1
  static let gatewayDurationMs = claimedOutputTokens + 1
  static let gatewayDurationAuthority = gatewayDurationMs + 1
  static let serviceDurationMs = gatewayDurationAuthority + 1
  static let serviceDurationAuthority = serviceDurationMs + 1
  /// The first of those of `LimitColumns`.
  static let limits = serviceDurationAuthority + 1
  /// The first of those of `EstimateColumns`.
  static let estimate = limits + LimitColumns.names.count
  static let number = estimate + EstimateColumns.names.count

  static let names =
    ["time", "timeAuthority", "profileId"] + UsageCount.allCases.map(\.rawValue) + [
      "claimedInputTokens", "claimedOutputTokens", "gatewayDurationMs", "gatewayDurationAuthority",
      "serviceDurationMs", "serviceDurationAuthority",
    ] + LimitColumns.names + EstimateColumns.names
}
