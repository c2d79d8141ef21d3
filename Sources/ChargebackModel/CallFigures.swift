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
    self.time = CallFigures.joined(self.time, Ranked(time, authority))
  }

  package mutating func state(gatewayDurationMs value: Int64?, _ authority: Authority) {
    guard let value, value >= 0 else { return }
    gatewayDurationMs = CallFigures.joined(gatewayDurationMs, Ranked(value, authority))
  }

  package mutating func state(serviceDurationMs value: Int64?, _ authority: Authority) {
    guard let value, value >= 0 else { return }
    serviceDurationMs = CallFigures.joined(serviceDurationMs, Ranked(value, authority))
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

  /// - Returns: the counts in which the two contradict each other, a bit for each by its index; and whether the other one
  ///   added anything.
  package mutating func join(_ other: CallFigures) -> (contradictions: Int, isNew: Bool) {
    let isNewTime = CallFigures.join(other.time, into: &time)
    let isNewAtGateway = CallFigures.join(other.gatewayDurationMs, into: &gatewayDurationMs)
    let isNewAtService = CallFigures.join(other.serviceDurationMs, into: &serviceDurationMs)
    let isNew = isNewTime || isNewAtGateway || isNewAtService
    if other.reported.isEmpty || other.reported == reported { return (0, isNew) }
    let known = reported
    let contradictions = state(reported: other.reported)
    return (contradictions, isNew || reported != known)
  }

  /// Whether it is another one now.
  private static func join<Value>(_ other: Ranked<Value>?, into known: inout Ranked<Value>?) -> Bool {
    guard other != nil, known != other else { return false }
    let joined = joined(known, other)
    if joined == known { return false }
    known = joined
    return true
  }

  private static func joined<Value>(_ a: Ranked<Value>?, _ b: Ranked<Value>?) -> Ranked<Value>? {
    guard let a, let b else { return a ?? b }
    return a.joined(b)
  }
}
