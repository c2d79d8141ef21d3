/// Everything known about one call; also what a single record says about it, which is a call with few facts.
///
/// `join` is a least upper bound: any order, any split over files and any repetition of the records gives the same call.
package struct Call: Hashable, Sendable {
  package var profile = CallProfile()
  package private(set) var time: Ranked<Instant>?
  /// As reported by the service, in whichever record carried it.
  package private(set) var reported = TokenUsage()
  /// Counted from its texts, for want of a report. The database keeps it beside the call.
  package private(set) var estimate = CallEstimate()
  /// What the service said of its limits. The database keeps it beside the call.
  package private(set) var limits = RateLimits()
  /// Tries that failed before the one that ended the call, or with it. The database keeps them beside the call.
  package private(set) var attempts: [Attempt] = []
  /// What content filters stopped or marked. The database keeps it beside the call.
  package private(set) var filterMarks: [FilterMark] = []
  /// Between the gateway's request and its response, in milliseconds.
  package private(set) var gatewayDurationMs: Ranked<Int64>?
  /// The service's own processing time, in milliseconds.
  package private(set) var serviceDurationMs: Ranked<Int64>?

  package init() {}

  package init(
    profile: CallProfile, time: Ranked<Instant>?, reported: TokenUsage, gatewayDurationMs: Ranked<Int64>?,
    serviceDurationMs: Ranked<Int64>?
  ) {
    self.profile = profile
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

  /// States reported counts. Where two records report different counts the larger one counts and the contradiction is
  /// kept: a count that was too small would give tokens away.
  package mutating func state(reported usage: TokenUsage) {
    if usage.isEmpty || usage == reported { return }
    for count in UsageCount.allCases {
      guard let new = usage[count] else { continue }
      if let known = reported[count], known != new { profile.noteContradiction(count.rawValue) }
      reported[count] = max(reported[count] ?? new, new)
    }
  }

  /// States what a text of the call comes to.
  package mutating func state(estimate new: CallEstimate) { estimate.join(new) }

  package mutating func state(limits new: RateLimits) { limits.join(new) }

  package mutating func state(attempt new: Attempt) { attempts.join(new) }

  package mutating func state(filterMark new: FilterMark) { filterMarks.join(new) }

  /// The call without what the database keeps beside it.
  package var withoutAsides: Call {
    var call = self
    call.estimate = CallEstimate()
    call.limits = RateLimits()
    call.attempts = []
    call.filterMarks = []
    return call
  }

  package mutating func join(_ other: Call) {
    profile.join(other.profile)
    time = joined(time, other.time)
    gatewayDurationMs = joined(gatewayDurationMs, other.gatewayDurationMs)
    serviceDurationMs = joined(serviceDurationMs, other.serviceDurationMs)
    state(reported: other.reported)
    estimate.join(other.estimate)
    limits.join(other.limits)
    for attempt in other.attempts { attempts.join(attempt) }
    for mark in other.filterMarks { filterMarks.join(mark) }
  }

  private func joined<Value>(_ a: Ranked<Value>?, _ b: Ranked<Value>?) -> Ranked<Value>? {
    guard let a, let b else { return a ?? b }
    return a.joined(b)
  }
}
