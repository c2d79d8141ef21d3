/// Says of most keys that they are not in a run, without reading it: a split block Bloom filter, 16 bits a key.
///
/// Source: Putze, Sanders, Singler, "Cache-, Hash- and Space-Efficient Bloom Filters" (2007); the blocks of eight words and
/// the odd constants are those of Apache Parquet's filters. Two words of 32 bits, the lower first, are one of 64 here.
struct KeyFilter {
  private let words: Words

  /// The blocks lie where they are as long as the filter lives, so that asking is but a load. Whoever writes them has them
  /// alone.
  private final class Words: @unchecked Sendable {
    let blocks: UnsafeMutableBufferPointer<UInt64>
    let count: UInt64

    init(blocks count: Int) {
      blocks = .allocate(capacity: count * KeyFilter.wordsOfBlock)
      blocks.initialize(repeating: 0)
      self.count = UInt64(count)
    }

    deinit { blocks.deallocate() }
  }

  private static let wordsOfBlock = 4
  private static let blockSize = wordsOfBlock * 8

  /// For so many keys.
  init(capacity: Int) { words = Words(blocks: max(1, capacity / 16)) }

  init(_ bytes: UnsafeRawBufferPointer) {
    let count = bytes.count / KeyFilter.blockSize
    words = Words(blocks: count)
    let whole = UnsafeRawBufferPointer(rebasing: bytes.prefix(count * KeyFilter.blockSize))
    UnsafeMutableRawBufferPointer(words.blocks).copyMemory(from: whole)
  }

  /// What to look for in every filter, found once a key.
  struct Probe {
    fileprivate let hash: UInt64
    /// A bit of each half of each word.
    fileprivate let bits: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

    init(_ key: KeyEntry) {
      hash = key.hash
      let low = UInt32(truncatingIfNeeded: hash)
      func bit(_ salt: UInt32) -> UInt64 { UInt64((low &* salt) &>> 27) }
      bits = (
        bit(0x47b6_137b), bit(0x4497_4d91) | 32, bit(0x8824_ad5b), bit(0xa2b7_289d) | 32, bit(0x7054_95c7),
        bit(0x2df1_424b) | 32, bit(0x9efc_4947), bit(0x5c6b_fb31) | 32
      )
    }
  }

  func mayContain(_ probe: Probe) -> Bool {
    // A damaged database may hold an empty one.
    guard words.count > 0 else { return false }
    let block = words.blocks.baseAddress! + place(probe.hash)
    let (first, bits) = ((block[0], block[1]), probe.bits)
    // Half of the bits tell nearly all, without asking one by one.
    let half = first.0 &>> bits.0 & first.0 &>> bits.1 & first.1 &>> bits.2 & first.1 &>> bits.3
    guard half & 1 == 1 else { return false }
    return (block[2] &>> bits.4 & block[2] &>> bits.5 & block[3] &>> bits.6 & block[3] &>> bits.7) & 1 == 1
  }

  /// Brings the blocks of keys near that are about to be asked for; they are told by their hashes.
  /// - Returns: a number that is of no use, but for which the blocks must be looked at.
  func touch(_ hashes: [UInt64]) -> UInt64 {
    guard words.count > 0 else { return 0 }
    let blocks = words.blocks.baseAddress!
    var sum: UInt64 = 0
    for hash in hashes { sum &+= blocks[place(hash)] }
    return sum
  }

  /// - Precondition: it was made for a capacity, and nobody else has it yet.
  func insert(_ key: KeyEntry) {
    let probe = Probe(key)
    let (block, bits) = (words.blocks.baseAddress! + place(probe.hash), probe.bits)
    block[0] |= 1 &<< bits.0 | 1 &<< bits.1
    block[1] |= 1 &<< bits.2 | 1 &<< bits.3
    block[2] |= 1 &<< bits.4 | 1 &<< bits.5
    block[3] |= 1 &<< bits.6 | 1 &<< bits.7
  }

  private func place(_ hash: UInt64) -> Int {
    Int(hash.multipliedFullWidth(by: words.count).high) &* KeyFilter.wordsOfBlock
  }

  func withBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
    try body(UnsafeRawBufferPointer(words.blocks))
  }
}
