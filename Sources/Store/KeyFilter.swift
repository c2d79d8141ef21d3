/// Says of most keys that they are not in a run, without reading it: a split block Bloom filter, 16 bits a key.
///
/// Source: Putze, Sanders, Singler, "Cache-, Hash- and Space-Efficient Bloom Filters" (2007); the blocks of eight words and
/// the odd constants are those of Apache Parquet's filters.
struct KeyFilter {
  private var blocks: [SIMD8<UInt32>]

  /// For so many keys.
  init(capacity: Int) { blocks = Array(repeating: SIMD8(repeating: 0), count: max(1, capacity / 16)) }

  init(_ bytes: UnsafeRawBufferPointer) {
    let count = bytes.count / KeyFilter.blockSize
    blocks = Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes.prefix(count * KeyFilter.blockSize).rebased)
      initialized = count
    }
  }

  private static let blockSize = MemoryLayout<SIMD8<UInt32>>.stride

  /// What to look for in every filter, found once a key.
  struct Probe {
    fileprivate let hash: UInt64
    fileprivate let bits: SIMD8<UInt32>

    init(_ key: KeyEntry) {
      hash = key.hash
      let low = SIMD8(repeating: UInt32(truncatingIfNeeded: hash))
      bits = SIMD8(repeating: 1) &<< ((low &* Probe.salts) &>> 27)
    }

    private static let salts = SIMD8<UInt32>(
      0x47b6_137b, 0x4497_4d91, 0x8824_ad5b, 0xa2b7_289d, 0x7054_95c7, 0x2df1_424b, 0x9efc_4947, 0x5c6b_fb31)
  }

  func mayContain(_ probe: Probe) -> Bool { blocks[place(probe)] & probe.bits == probe.bits }

  mutating func insert(_ key: KeyEntry) {
    let probe = Probe(key)
    blocks[place(probe)] |= probe.bits
  }

  private func place(_ probe: Probe) -> Int { Int(probe.hash.multipliedFullWidth(by: UInt64(blocks.count)).high) }

  func withBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
    try blocks.withUnsafeBytes(body)
  }
}

extension UnsafeRawBufferPointer.SubSequence {
  fileprivate var rebased: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: self) }
}
