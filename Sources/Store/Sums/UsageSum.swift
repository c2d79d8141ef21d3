import ChargebackModel

/// Calls that share a profile, lie in one slice of time, and used the same meters.
package struct UsageSum: Hashable, Sendable {
  /// Index of the slice of time, counted from 0.
  package let slice: Int
  package let profileId: Int64
  package let source: UsageSource
  /// How many of the bounds for long-context prices the input of each call exceeds.
  package let inputBand: Int
  /// The meters that each call used, a bit for each in the order of `Meter`; -1 where the counts are not all reported.
  package let meters: Int64
  package var calls: Int64
  /// Sums over the calls; empty where `source` is unknown.
  package var usage: TokenUsage

  package init(
    slice: Int, profileId: Int64, source: UsageSource, inputBand: Int, meters: Int64, calls: Int64, usage: TokenUsage
  ) {
    self.slice = slice
    self.profileId = profileId
    self.source = source
    self.inputBand = inputBand
    self.meters = meters
    self.calls = calls
    self.usage = usage
  }
}

/// The sums of some slices of time, with the profiles that their calls have.
package struct UsageSums: Sendable {
  /// In the order of slices, then of profiles.
  package let sums: [UsageSum]
  package let profiles: [Int64: CallProfile]
}

extension UsageSum {
  /// What takes these calls away from a sum.
  var negated: UsageSum {
    var negated = self
    negated.calls = -calls
    negated.usage = TokenUsage()
    negated.usage.add(usage, times: -1)
    return negated
  }
}
