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

  func hash(into hasher: inout Hasher) {
    hasher.combine(profileId << 32 ^ inputTokensAbove << 24 ^ Int64(truncatingIfNeeded: meters << 16 ^ counts))
  }
}

/// Sums of calls. Adding and taking away commute, so no order matters.
struct SumTable {
  struct Entry: Equatable {
    var calls: Int64 = 0
    var usage = TokenUsage()

    mutating func add(_ other: Entry, times sign: Int64 = 1) {
      calls += sign * other.calls
      usage.add(other.usage, times: sign)
    }

    /// Adds, and tells whether nothing is left. One look-up in a table.
    fileprivate mutating func takes(_ other: Entry, times sign: Int64) -> Bool {
      add(other, times: sign)
      return isNothing
    }

    /// Whether all was taken away again.
    var isNothing: Bool { calls == 0 && UsageCount.allCases.allSatisfy { usage[$0] ?? 0 == 0 } }
  }

  typealias Entries = [SumKey: Entry]

  private(set) var entries: Entries = [:]

  mutating func add(_ key: SumKey, _ entry: Entry, times sign: Int64 = 1) {
    let isNothing = entries[key, default: Entry()].takes(entry, times: sign)
    if isNothing { entries[key] = nil }
  }

  mutating func add(_ other: SumTable) {
    for (key, entry) in other.entries { add(key, entry) }
  }
}
