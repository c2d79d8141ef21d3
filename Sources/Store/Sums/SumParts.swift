import ChargebackModel

/// Adds up the parts that the sums of one slice of time are read in.
struct SumParts {
  private struct Key: Hashable, Comparable {
    let profileId: Int64
    let meters: Int64
    let inputBand: Int

    static func < (a: Key, b: Key) -> Bool {
      (a.profileId, a.meters, a.inputBand) < (b.profileId, b.meters, b.inputBand)
    }
  }

  private var found: [Key: UsageSum] = [:]

  mutating func add(_ part: UsageSum) {
    let key = Key(profileId: part.profileId, meters: part.meters, inputBand: part.inputBand)
    if found[key]?.add(part) == nil { found[key] = part }
  }

  /// In the order of profiles. Of a part that was taken away again nothing is left.
  func sums() -> [UsageSum] { found.filter { $0.value.calls > 0 }.sorted { $0.key < $1.key }.map(\.value) }
}

extension UsageSum {
  fileprivate mutating func add(_ other: UsageSum) {
    calls += other.calls
    usage.add(other.usage, times: 1)
  }
}
