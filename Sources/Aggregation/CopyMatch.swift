import ChargebackModel
import Store

/// Looks for calls of which two sources tell without a common id.
///
/// Token counts are nearly a fingerprint: calls of one model whose input and output counts are equal are rare within a day.
/// So of the counts that occur once a day in each of two sources, those of different calls lie hours apart, and those of the same
/// calls within minutes. Where nearly all lie within minutes the sources tell of the same calls.
struct CopyMatch {
  /// A call as this comparison sees it.
  struct Candidate {
    let call: MeteredCall
    let sources: Set<String>
    let marks: CallMarks
    /// Of its profile, in an order that does not depend on when it was read.
    let rank: Int
  }

  struct Pair: Hashable {
    let believed: MeteredCall
    let copy: MeteredCall
    /// Whether the token counts occur once in each source on that day.
    let isUnique: Bool
  }

  /// How many token counts occur once in each source on that day.
  private(set) var unique = 0
  /// Of these: within minutes of each other, with nothing that contradicts.
  private(set) var near = 0
  /// Those whose copy is of that day.
  private(set) var pairs: [Pair] = []
  /// How many calls of the day the smaller source tells of.
  private let size: Int
  private let day: Range<Instant>

  /// Ten are enough: of different calls, some ten minutes in a day's 1,440 would do it each time by chance.
  var isProven: Bool { unique >= 10 && near * 10 >= unique * 9 }
  var isSuspected: Bool { !isProven && near >= 5 && near * 2 >= unique }
  /// Whether nearly all that the smaller source tells of is in the other too.
  var isWhole: Bool { pairs.count * 10 >= size * 9 }

  /// Between the end of a call in one log and its beginning in another.
  static let tolerance: Int64 = 5 * 60_000
  /// Neighbours looked at in each direction, so that a day of equal calls takes no longer than another.
  private static let reach = 50

  /// - Parameter day: of UTC; calls shortly before and after it are among the candidates.
  init(_ believed: [Candidate], _ copies: [Candidate], on day: Range<Instant>) {
    self.day = day
    size = min(
      believed.count { day.contains($0.call.time) }, copies.count { day.contains($0.call.time) })
    let left = Dictionary(grouping: believed, by: Counts.init)
    let right = Dictionary(grouping: copies, by: Counts.init)
    for (counts, some) in left {
      // Calls that are not charged by tokens show nothing.
      guard let others = right[counts], counts.input + counts.output > 0 else { continue }
      match(some.sorted(by: CopyMatch.precedes), others.sorted(by: CopyMatch.precedes))
    }
  }

  private struct Counts: Hashable {
    let input: Int64
    let output: Int64
    init(_ candidate: Candidate) {
      input = candidate.call.usage.inputTokens ?? 0
      output = candidate.call.usage.outputTokens ?? 0
    }
  }

  static func startOfDay(_ moment: Instant) -> Instant { moment.date.startUTC }

  /// By time; calls of one moment by what they say, so that the order of reading decides nothing.
  private static func precedes(_ a: Candidate, _ b: Candidate) -> Bool {
    if a.call.time != b.call.time { return a.call.time < b.call.time }
    if a.rank != b.rank { return a.rank < b.rank }
    for count in UsageCount.allCases {
      let (left, right) = (a.call.usage[count] ?? -1, b.call.usage[count] ?? -1)
      if left != right { return left < right }
    }
    return false
  }

  /// Two calls are a pair if each is the other's nearest: that depends on nothing further away than twice the tolerance, so
  /// that every period finds the same pairs.
  private mutating func match(_ left: [Candidate], _ right: [Candidate]) {
    let isUnique = [left, right].allSatisfy { calls in calls.count { day.contains($0.call.time) } == 1 }
    if isUnique { unique += 1 }
    let back = right.map { CopyMatch.nearest($0, left) }
    for (index, candidate) in left.enumerated() {
      guard let other = CopyMatch.nearest(candidate, right), back[other] == index else { continue }
      let copy = right[other].call
      guard day.contains(copy.time) else { continue }
      let isOfDay = isUnique && day.contains(candidate.call.time)
      if isOfDay { near += 1 }
      pairs.append(Pair(believed: candidate.call, copy: copy, isUnique: isOfDay))
    }
  }

  /// The index of the nearest call that may be the same one; the earlier of two.
  private static func nearest(_ candidate: Candidate, _ others: [Candidate]) -> Int? {
    var (low, high) = (0, others.count)
    while low < high {
      let middle = (low + high) / 2
      if others[middle].call.time < candidate.call.time { low = middle + 1 } else { high = middle }
    }
    var best: (index: Int, distance: Int64)?
    for index in max(0, low - reach)..<min(others.count, low + reach) {
      let distance = abs(others[index].call.time.milliseconds - candidate.call.time.milliseconds)
      guard distance <= tolerance, distance < best?.distance ?? .max else { continue }
      if !candidate.marks.contradicts(others[index].marks) { best = (index, distance) }
    }
    return best?.index
  }
}
