/// The ranks of a word's pairs, arranged so that the lowest, of equal ones the leftmost, is found and changed quickly.
///
/// Each level holds the minimum of every block of 64 entries of the level below; the topmost level is one block. A word
/// of up to 64 bytes is one block, read straight through; in one of a megabyte, three levels stand over the lowest, so
/// that finding and changing a rank cost O(log n).
struct RankTree: ~Copyable {
  private static let blockSize = 64
  /// 64^6 entries are more than a word has.
  private static let mostLevels = 6

  /// Level 0 has a rank for each position. Each level lies in `storage`, filled up to whole blocks with `nothing`.
  private let levels = UnsafeMutablePointer<UnsafeMutablePointer<Int32>>.allocate(capacity: mostLevels)
  private var levelCount = 1
  /// How many entries the topmost level has, rounded up to eight.
  private var topCount = 0
  private var storage = UnsafeMutablePointer<Int32>.allocate(capacity: blockSize)
  private var capacity = blockSize

  // An entry is a rank in the bits from 12 up, its own index within its block in 6...11, so that the minimum of a block
  // tells where it is and equal ranks keep their order, and in 0...5 the index of what it is the minimum of.
  private static let rankShift: Int32 = 12
  private static let indexShift: Int32 = 6
  private static let indexMask: Int32 = 63
  private static let nothing = Vocabulary.none << rankShift

  deinit {
    levels.deallocate()
    storage.deallocate()
  }

  /// Makes room for `count` ranks, each of which must then be set, before `build(count:)`.
  mutating func reset(count: Int) {
    var needed = 0
    var entries = count
    repeat {
      entries = RankTree.blocks(entries)
      needed += entries * RankTree.blockSize
    } while entries > 1
    if needed > capacity {
      storage.deallocate()
      capacity = needed + needed / 2
      storage = .allocate(capacity: capacity)
    }
    levelCount = 0
    entries = count
    var level = storage
    while true {
      let padded = RankTree.blocks(entries) * RankTree.blockSize
      levels[levelCount] = level
      levelCount += 1
      (level + entries).initialize(repeating: RankTree.nothing, count: padded - entries)
      level += padded
      if padded == RankTree.blockSize { break }
      entries = RankTree.blocks(entries)
    }
    topCount = (entries + 7) & ~7
  }

  /// Sets the rank of the pair at `position`, or `Vocabulary.none`. Takes effect with `build` or `changed`.
  @inline(__always)
  func set(_ rank: Int32, at position: Int) {
    let index = Int32(truncatingIfNeeded: position) & RankTree.indexMask
    levels[0][position] = (rank &<< RankTree.rankShift) | (index &<< RankTree.indexShift)
  }

  /// Computes the levels above the lowest, once all ranks are set.
  func build(count: Int) {
    var entries = count
    for level in 1..<max(levelCount, 1) {
      entries = RankTree.blocks(entries)
      for block in 0..<entries { levels[level][block] = minimum(level, block) }
    }
  }

  /// Must be called after ranks were set at these positions, ascending, which often lie in one block.
  @inline(__always)
  func changed(_ first: Int, _ second: Int, _ third: Int) {
    if levelCount == 1 { return }
    changed(second)
    if first / RankTree.blockSize != second / RankTree.blockSize { changed(first) }
    if third / RankTree.blockSize != second / RankTree.blockSize { changed(third) }
  }

  private func changed(_ position: Int) {
    var block = position
    for level in 1..<levelCount {
      block /= RankTree.blockSize
      let lowest = minimum(level, block)
      let before = levels[level][block]
      levels[level][block] = lowest
      // What the level above knows of this entry is its rank and its place.
      if before &>> RankTree.indexShift == lowest &>> RankTree.indexShift { return }
    }
  }

  /// The lowest rank and its position, the leftmost of equal ones; nil when there is none left.
  @inline(__always)
  func lowest() -> (rank: Int32, position: Int)? {
    var entry = RankTree.minimum(levels[levelCount - 1], topCount)
    if entry >= RankTree.nothing { return nil }
    let rank = entry &>> RankTree.rankShift
    var position = Int((entry &>> RankTree.indexShift) & RankTree.indexMask)
    var level = levelCount - 1
    while level > 0 {
      position = position &* RankTree.blockSize &+ Int(entry & RankTree.indexMask)
      level &-= 1
      entry = levels[level][position]
    }
    return (rank, position)
  }

  /// What entry `block` of `level` has to be: the minimum of that block of the level below.
  @inline(__always)
  private func minimum(_ level: Int, _ block: Int) -> Int32 {
    let lowest = RankTree.minimum(levels[level - 1] + block * RankTree.blockSize, RankTree.blockSize)
    let index = Int32(truncatingIfNeeded: block) & RankTree.indexMask
    let below = (lowest &>> RankTree.indexShift) & RankTree.indexMask
    return ((lowest &>> RankTree.rankShift) &<< RankTree.rankShift) | (index &<< RankTree.indexShift) | below
  }

  @inline(__always)
  private static func minimum(_ entries: UnsafeMutablePointer<Int32>, _ count: Int) -> Int32 {
    var lowest = Int32.max
    for index in 0..<count { lowest = min(lowest, entries[index]) }
    return lowest
  }

  private static func blocks(_ entries: Int) -> Int {
    (entries + blockSize - 1) / blockSize
  }
}
