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
  package let sums: [UsageSum]
  package let profiles: [Int64: CallProfile]

  /// What is left of a sum of the same slices, by the same bounds, without these metered calls; nil where nothing is.
  func remainder() -> (UsageSum) -> UsageSum? {
    if sums.isEmpty { return { $0 } }
    let parts = Dictionary(uniqueKeysWithValues: sums.map { (Key($0), $0) })
    return { sum in
      let rest = parts[Key(sum)].map { sum.subtracting($0) } ?? sum
      return rest.calls > 0 ? rest : nil
    }
  }

  /// What makes two calls belong to one sum.
  private struct Key: Hashable {
    let slice: Int
    let profileId: Int64
    let inputBand: Int
    let meters: Int64

    init(_ sum: UsageSum) {
      slice = sum.slice
      profileId = sum.profileId
      inputBand = sum.inputBand
      meters = sum.meters
    }
  }
}

extension UsageSum {
  fileprivate func subtracting(_ part: UsageSum) -> UsageSum {
    var rest = self
    rest.calls -= part.calls
    for count in UsageCount.allCases {
      if let whole = usage[count] { rest.usage[count] = whole - (part.usage[count] ?? 0) }
    }
    return rest
  }
}
