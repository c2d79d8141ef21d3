import ChargebackModel

/// What the database keeps of a call that most logs do not tell.
struct CallBeside: Equatable {
  var limits = RateLimits()
  var estimate = CallEstimate()

  var isEmpty: Bool { limits.isEmpty && estimate.isEmpty }

  mutating func join(_ other: CallBeside) {
    limits.join(other.limits)
    estimate.join(other.estimate)
  }
}
