/// Everything known about one call; also what a single record says about it, which is a call with few facts.
///
/// `join` is a least upper bound: any order, any split over files and any repetition of the records gives the same call.
package struct Call: Hashable, Sendable {
  package var profile = CallProfile()
  package private(set) var figures = CallFigures()
  /// Counted from its texts, for want of a report. The database keeps it beside the call.
  package private(set) var estimate = CallEstimate()
  /// What the service said of its limits. The database keeps it beside the call.
  package private(set) var limits = RateLimits()
  /// Tries that failed before the one that ended the call, or with it. The database keeps them beside the call.
  package private(set) var attempts: [Attempt] = []
  /// What content filters stopped or marked. The database keeps it beside the call.
  package private(set) var filterMarks: [FilterMark] = []

  package init() {}

  package init(profile: CallProfile, figures: CallFigures) {
    self.profile = profile
    self.figures = figures
  }

  package var time: Ranked<Instant>? { figures.time }
  package var reported: TokenUsage { figures.reported }
  package var gatewayDurationMs: Ranked<Int64>? { figures.gatewayDurationMs }
  package var serviceDurationMs: Ranked<Int64>? { figures.serviceDurationMs }

  package mutating func state(time: Instant?, _ authority: Authority) { figures.state(time: time, authority) }

  package mutating func state(gatewayDurationMs value: Int64?, _ authority: Authority) {
    figures.state(gatewayDurationMs: value, authority)
  }

  package mutating func state(serviceDurationMs value: Int64?, _ authority: Authority) {
    figures.state(serviceDurationMs: value, authority)
  }

  /// States reported counts; a contradiction is kept in the profile.
  package mutating func state(reported usage: TokenUsage) {
    profile.noteContradictions(ofCounts: figures.state(reported: usage))
  }

  /// States what a text of the call comes to.
  package mutating func state(estimate new: CallEstimate) { estimate.join(new) }

  package mutating func state(limits new: RateLimits) { limits.join(new) }

  package mutating func state(attempt new: Attempt) { attempts.join(new) }

  package mutating func state(filterMark new: FilterMark) { filterMarks.join(new) }

  package mutating func join(_ other: Call) {
    profile.join(other.profile)
    profile.noteContradictions(ofCounts: figures.join(other.figures).contradictions)
    estimate.join(other.estimate)
    limits.join(other.limits)
    for attempt in other.attempts { attempts.join(attempt) }
    for mark in other.filterMarks { filterMarks.join(mark) }
  }
}
