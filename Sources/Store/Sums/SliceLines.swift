/// Adds up lines that share a slice and a key, and hands them out slice by slice.
struct SliceLines {
  // Room is kept: see `CallBatch`.
  private var order: [Place] = []
  private var sums: [SumLine] = []

  /// Where a line stands; of its key only what mostly tells it from others, so that sorting moves little.
  private struct Place {
    let start: Int64
    let profileId: Int64
    let index: Int
  }

  /// Hands out the sums of each slice in the order of their keys; nothing of a slice in which all was taken away again.
  mutating func each(_ lines: [SumLine], _ take: (inout [SumLine]) throws -> Void) rethrows {
    order.removeAll(keepingCapacity: true)
    for index in lines.indices {
      order.append(Place(start: lines[index].start, profileId: lines[index].key.profileId, index: index))
    }
    order.sort { ($0.start, $0.profileId, $0.index) < ($1.start, $1.profileId, $1.index) }
    var place = 0
    while place < order.count {
      let start = order[place].start
      sums.removeAll(keepingCapacity: true)
      while place < order.count, order[place].start == start { add(lines, &place) }
      if !sums.isEmpty { try take(&sums) }
    }
  }

  /// Adds up the lines of one slice and profile, which are mostly of one key.
  private mutating func add(_ lines: [SumLine], _ place: inout Int) {
    let (first, from) = (place, sums.count)
    let (start, profileId, key) = (order[first].start, order[first].profileId, lines[order[first].index].key)
    var isMixed = false
    while place < order.count, order[place].start == start, order[place].profileId == profileId {
      if lines[order[place].index].key != key { isMixed = true }
      place += 1
    }
    if isMixed { order[first..<place].sort { lines[$0.index].key < lines[$1.index].key } }
    for next in first..<place {
      let index = order[next].index
      if next > first, sums[sums.count - 1].key == lines[index].key {
        sums[sums.count - 1].entry.add(lines[index].entry)
      } else {
        sums.append(lines[index])
      }
    }
    for known in (from..<sums.count).reversed() where sums[known].entry.isNothing { sums.remove(at: known) }
  }
}
