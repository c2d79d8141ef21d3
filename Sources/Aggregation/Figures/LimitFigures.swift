import ChargebackModel

/// How near to its limits the calls of a row came.
struct LimitFigures: GroupFigures {
  static let columns: [Report.Column] = [
    .init("calls", .count), .init("attempts", .count), .init("throttled", .count), .init("throttledPercent", .percent),
    .init("maxRetryAfterMs", .count), .init("minRemainingRequests", .count), .init("minRemainingTokens", .count),
    .init("maxUtilisation", .percent), .init("spilledOver", .count), .init("regionsWithout429", .dimension),
  ]

  var calls: Int64 = 0
  /// One for each call, and those that failed before it.
  var attempts: Int64 = 0
  /// Attempts that were answered with 429.
  var throttled: Int64 = 0
  private var limits = RateLimits()
  private var spilledOver: Int64 = 0
  var elsewhere = FreeRegions()

  mutating func add(_ limits: RateLimits) {
    self.limits.join(limits)
    if limits.isSpilledOver { spilledOver += 1 }
  }

  mutating func add(_ other: LimitFigures) {
    calls += other.calls
    attempts += other.attempts
    throttled += other.throttled
    limits.join(other.limits)
    spilledOver += other.spilledOver
    elsewhere.add(other.elsewhere)
  }

  var cells: [Report.Cell] {
    [
      .count(calls), .count(attempts), .count(throttled), .share(throttled, of: attempts), .known(limits.retryAfterMs),
      .known(limits.remainingRequests), .known(limits.remainingTokens),
      limits.utilisation.map(Report.Cell.percent) ?? .none, .count(spilledOver), elsewhere.cell,
    ]
  }
}
