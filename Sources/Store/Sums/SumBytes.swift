import ChargebackModel

/// The bytes of a part of a slice's sums: its entries in the order of their keys, each as numbers of variable length: how much larger
/// the profile's id is than that of the entry before, meters + 1, counts, calls, and the sum of each reported count.
/// Where the inputs are long, the counts have one bit more, and `inputTokensAbove` comes behind them.
/// Numbers are in base 128, the lowest digits first; calls and sums zigzag (0, -1, 1, -2, …), for a part of a sum may be
/// taken away.
enum SumBytes {
  fileprivate static let isLong = 1 << UsageCount.number

  /// Hands out the entries; what is no such text hands out nothing more.
  static func decode(_ bytes: UnsafeRawBufferPointer, _ take: (SumKey, SumEntry) -> Void) {
    var reader = Reader(bytes)
    while let (key, entry) = reader.next() { take(key, entry) }
  }

  /// Puts entries behind each other that come in the order of their keys.
  struct Writer {
    private(set) var bytes: [UInt8] = []
    private var profileId: Int64 = 0

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func append(_ key: SumKey, _ entry: SumEntry) {
      Base128.append(UInt64(key.profileId - profileId), to: &bytes)
      Base128.append(UInt64(key.meters + 1), to: &bytes)
      Base128.append(UInt64(key.counts | (key.inputTokensAbove > 0 ? isLong : 0)), to: &bytes)
      if key.inputTokensAbove > 0 { Base128.append(UInt64(key.inputTokensAbove), to: &bytes) }
      Base128.append(Base128.zigzag(entry.calls), to: &bytes)
      var rest = key.counts
      while rest != 0 {
        let index = rest.trailingZeroBitCount
        rest &= rest - 1
        if let count = UsageCount(index: index) {
          Base128.append(Base128.zigzag(entry.usage[count] ?? 0), to: &bytes)
        }
      }
      profileId = key.profileId
    }
  }

  /// Goes through the entries of some bytes.
  struct Reader {
    private let bytes: UnsafeRawBufferPointer
    private var place = 0
    private var profileId: Int64 = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func next() -> (key: SumKey, entry: SumEntry)? {
      if place >= bytes.count { return nil }
      profileId &+= Int64(truncatingIfNeeded: number())
      let meters = Int(truncatingIfNeeded: number()) &- 1
      let counts = Int(truncatingIfNeeded: number())
      let key = SumKey(
        profileId: profileId, meters: meters, counts: counts & (isLong - 1),
        inputTokensAbove: counts & isLong == 0 ? 0 : Int64(truncatingIfNeeded: number()))
      var entry = SumEntry(calls: Base128.signed(number()))
      var rest = key.counts
      while rest != 0 {
        let index = rest.trailingZeroBitCount
        rest &= rest - 1
        if let count = UsageCount(index: index) { entry.usage[count] = Base128.signed(number()) }
      }
      return (key, entry)
    }

    private mutating func number() -> UInt64 {
      var (value, shift) = (UInt64(0), UInt64(0))
      while place < bytes.count {
        let byte = bytes[place]
        place += 1
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { break }
        shift += 7
      }
      return value
    }
  }
}
