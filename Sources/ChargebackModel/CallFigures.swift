/// What is a call's own and not shared with other calls: its time, its counts, its durations.
///
/// `join` is a least upper bound, as that of `Call`.
package struct CallFigures: Hashable, Sendable {
  package private(set) var time: Ranked<Instant>?
  /// As reported by the service, in whichever record carried it.
  package private(set) var reported = TokenUsage()
  /// Between the gateway's request and its response, in milliseconds.
  package private(set) var gatewayDurationMs: Ranked<Int64>?
  /// The service's own processing time, in milliseconds.
  package private(set) var serviceDurationMs: Ranked<Int64>?

  package init() {}

  package init(
    time: Ranked<Instant>?, reported: TokenUsage, gatewayDurationMs: Ranked<Int64>?, serviceDurationMs: Ranked<Int64>?
  ) {
    self.time = time
    self.reported = reported
    self.gatewayDurationMs = gatewayDurationMs
    self.serviceDurationMs = serviceDurationMs
  }

  package mutating func state(time: Instant?, _ authority: Authority) {
    guard let time else { return }
    self.time = joined(self.time, Ranked(time, authority))
  }

  package mutating func state(gatewayDurationMs value: Int64?, _ authority: Authority) {
    guard let value, value >= 0 else { return }
    gatewayDurationMs = joined(gatewayDurationMs, Ranked(value, authority))
  }

  package mutating func state(serviceDurationMs value: Int64?, _ authority: Authority) {
    guard let value, value >= 0 else { return }
    serviceDurationMs = joined(serviceDurationMs, Ranked(value, authority))
  }

  /// States reported counts. Where two records report different counts the larger one counts: one that was too small
  /// would give tokens away.
  /// - Returns: the counts that contradict what was known, a bit for each by its index.
  package mutating func state(reported usage: TokenUsage) -> Int {
    if usage.isEmpty || usage == reported { return 0 }
    if reported.isEmpty {
      reported = usage
      return 0
    }
    var contradictions = 0
    for count in UsageCount.allCases {
      guard let new = usage[count] else { continue }
      if let known = reported[count], known != new { contradictions |= 1 << count.index }
      reported[count] = max(reported[count] ?? new, new)
    }
    return contradictions
  }

  /// - Returns: the counts in which the two contradict each other, a bit for each by its index.
  package mutating func join(_ other: CallFigures) -> Int {
    time = joined(time, other.time)
    gatewayDurationMs = joined(gatewayDurationMs, other.gatewayDurationMs)
    serviceDurationMs = joined(serviceDurationMs, other.serviceDurationMs)
    return state(reported: other.reported)
  }

  private func joined<Value>(_ a: Ranked<Value>?, _ b: Ranked<Value>?) -> Ranked<Value>? {
    guard let a, let b else { return a ?? b }
    return a.joined(b)
  }
}
