/// Adds up lines that share a slice and a key, and hands them out slice by slice.
struct SliceLines {
  private let lines: [SumLine]
  private var order: [Place]

  /// Where a line stands; of its key only what mostly tells it from others, so that sorting moves little.
  private struct Place {
    let start: Int64
    let profileId: Int64
    let index: Int
  }

  init(_ lines: [SumLine]) {
    self.lines = lines
    order = lines.indices.map { Place(start: lines[$0].start, profileId: lines[$0].key.profileId, index: $0) }
    order.sort { ($0.start, $0.profileId, $0.index) < ($1.start, $1.profileId, $1.index) }
  }

  /// Hands out the sums of each slice in the order of their keys; nothing of a slice in which all was taken away again.
  func each(_ take: (inout [SumLine]) throws -> Void) throws {
    var sums: [SumLine] = []
    var place = 0
    while place < order.count {
      let start = order[place].start
      sums.removeAll(keepingCapacity: true)
      while place < order.count, order[place].start == start { add(&place, to: &sums) }
      if !sums.isEmpty { try take(&sums) }
    }
  }

  /// Adds up the lines of one slice and profile, which are a few keys.
  private func add(_ place: inout Int, to sums: inout [SumLine]) {
    let (first, from) = (order[place], sums.count)
    while place < order.count, order[place].start == first.start, order[place].profileId == first.profileId {
      let index = order[place].index
      var known = from
      while known < sums.count, sums[known].key != lines[index].key { known += 1 }
      if known < sums.count { sums[known].entry.add(lines[index].entry) } else { sums.append(lines[index]) }
      place += 1
    }
    if sums.count > from + 1 { sums[from...].sort { $0.key < $1.key } }
    for known in (from..<sums.count).reversed() where sums[known].entry.isNothing { sums.remove(at: known) }
  }
}
