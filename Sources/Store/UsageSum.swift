import ChargebackModel

/// Calls that share a profile, lie in one slice of time, and used the same meters.
package struct UsageSum: Hashable, Sendable {
  /// Index of the slice of time, counted from 0.
  package let slice: Int
  package let profileId: Int64
  package let source: UsageSource
  /// How many of the bounds for long-context prices the input of each call exceeds.
  package let inputBand: Int
  package let calls: Int64
  /// Sums over the calls; empty where `source` is unknown.
  package let usage: TokenUsage

  package init(slice: Int, profileId: Int64, source: UsageSource, inputBand: Int, calls: Int64, usage: TokenUsage) {
    self.slice = slice
    self.profileId = profileId
    self.source = source
    self.inputBand = inputBand
    self.calls = calls
    self.usage = usage
  }
}

/// The sums of some slices of time, with the profiles that their calls have.
package struct UsageSums: Sendable {
  package let sums: [UsageSum]
  package let profiles: [Int64: CallProfile]
}
