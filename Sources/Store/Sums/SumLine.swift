import ChargebackModel

/// Which calls are summed together: those of one profile that used the same meters and reported the same counts, and
/// whose inputs are long alike. So a call can also be taken away again, and what is left is the sum of the others.
struct SumKey: Hashable, Comparable {
  let profileId: Int64
  /// By `usedMeters`; -1 where the calls are not metered.
  let meters: Int
  /// By `reportedCounts`; 0 where the calls are not metered.
  let counts: Int
  /// By `LongInput`; 0 where the inputs are not long.
  var inputTokensAbove: Int64 = 0

  static func < (a: SumKey, b: SumKey) -> Bool {
    (a.profileId, a.meters, a.counts, a.inputTokensAbove) < (b.profileId, b.meters, b.counts, b.inputTokensAbove)
  }
}

/// A sum of calls. Adding and taking away commute, so no order matters.
struct SumEntry: Equatable {
  var calls: Int64 = 0
  var usage = TokenUsage()

  mutating func add(_ other: SumEntry, times sign: Int64 = 1) {
    calls += sign * other.calls
    usage.add(other.usage, times: sign)
  }

  /// Whether all was taken away again.
  var isNothing: Bool { calls == 0 && UsageCount.allCases.allSatisfy { usage[$0] ?? 0 == 0 } }
}

/// What one call, or some, add to the sums of a slice.
struct SumLine: Equatable {
  /// Where the slice begins.
  var start: Int64
  let key: SumKey
  var entry: SumEntry
}

extension SumLine {
  /// What a call adds to the sums of its quarter hour, or takes from them; nil for a call without a time.
  init?(_ call: StoredCall, times sign: Int64) {
    guard let sum = call.sum, let slice = TimeSlice(.quarterHour, containing: sum.time) else { return nil }
    start = slice.start
    key = sum.key
    entry = SumEntry(calls: sign, usage: sum.usage)
    if sign < 0 {
      entry.usage = TokenUsage()
      entry.usage.add(sum.usage, times: -1)
    }
  }
}
