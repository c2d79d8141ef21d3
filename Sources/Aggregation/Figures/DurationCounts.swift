/// How often each duration occurs, exactly, in memory bounded by the number of different durations.
///
///     var counts = DurationCounts([300, 100, 200])
///     counts.percentile(50)  // 200
struct DurationCounts {
  /// Durations with how often each occurs, upwards.
  private var counted: [(value: Int64, count: Int64)] = []
  /// Durations that are not among them yet.
  private var waiting: [Int64] = []
  private(set) var count: Int64 = 0

  /// Enough that sorting them takes no longer than counting each at once would.
  private static let capacity = 16_384

  init() {}

  init(_ values: some Sequence<Int64>) {
    for value in values { add(value) }
  }

  mutating func add(_ value: Int64) {
    waiting.append(value)
    count += 1
    if waiting.count == DurationCounts.capacity { settle() }
  }

  mutating func add(_ other: DurationCounts) {
    var other = other
    other.settle()
    settle()
    counted = DurationCounts.merged(counted, other.counted)
    count += other.count
  }

  /// Counts those that wait.
  private mutating func settle() {
    guard !waiting.isEmpty else { return }
    waiting.sort()
    var new: [(value: Int64, count: Int64)] = []
    for value in waiting {
      if new.last?.value == value { new[new.count - 1].count += 1 } else { new.append((value, 1)) }
    }
    waiting = []
    counted = DurationCounts.merged(counted, new)
  }

  private static func merged(
    _ a: [(value: Int64, count: Int64)], _ b: [(value: Int64, count: Int64)]
  ) -> [(value: Int64, count: Int64)] {
    if a.isEmpty { return b }
    var merged: [(value: Int64, count: Int64)] = []
    merged.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if j == b.count || (i < a.count && a[i].value < b[j].value) {
        merged.append(a[i])
        i += 1
      } else if i == a.count || b[j].value < a[i].value {
        merged.append(b[j])
        j += 1
      } else {
        merged.append((a[i].value, a[i].count + b[j].count))
        i += 1
        j += 1
      }
    }
    return merged
  }

  /// By nearest rank: the smallest duration that at least `percent` of 100 do not exceed. Nil where there is none.
  func percentile(_ percent: Int64) -> Int64? {
    guard count > 0 else { return nil }
    let rank = max(1, Int64((Int128(percent) * Int128(count) + 99) / 100))
    var seen: Int64 = 0
    for (value, count) in settled.counted {
      seen += count
      if seen >= rank { return value }
    }
    return nil
  }

  var largest: Int64? { settled.counted.last?.value }

  private var settled: DurationCounts {
    var settled = self
    settled.settle()
    return settled
  }
}
