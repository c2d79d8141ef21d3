import ChargebackModel

/// The bytes of a `SumTable`: its entries in the order of their keys, each as numbers of variable length: how much larger
/// the profile's id is than that of the entry before, meters + 1, counts, calls, and the sum of each reported count.
/// Numbers are in base 128, the lowest digits first; calls and sums zigzag (0, -1, 1, -2, …), for a part of a sum may be
/// taken away.
enum SumBytes {
  static func encode(_ table: SumTable) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(table.entries.count * 16)
    var profileId: Int64 = 0
    for (key, entry) in table.entries.sorted(by: { $0.key < $1.key }) {
      Base128.append(UInt64(key.profileId - profileId), to: &bytes)
      Base128.append(UInt64(key.meters + 1), to: &bytes)
      Base128.append(UInt64(key.counts), to: &bytes)
      Base128.append(Base128.zigzag(entry.calls), to: &bytes)
      for count in UsageCount.allCases where key.counts >> count.index & 1 == 1 {
        Base128.append(Base128.zigzag(entry.usage[count] ?? 0), to: &bytes)
      }
      profileId = key.profileId
    }
    return bytes
  }

  /// Hands out the entries; what is no such text hands out nothing more.
  static func decode(_ bytes: UnsafeRawBufferPointer, _ take: (SumKey, SumTable.Entry) -> Void) {
    var place = 0
    func next() -> UInt64 {
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
    var profileId: Int64 = 0
    while place < bytes.count {
      profileId &+= Int64(truncatingIfNeeded: next())
      let key = SumKey(
        profileId: profileId, meters: Int(truncatingIfNeeded: next()) - 1, counts: Int(truncatingIfNeeded: next()))
      var entry = SumTable.Entry()
      entry.calls = Base128.signed(next())
      var rest = key.counts
      while rest != 0 {
        let index = rest.trailingZeroBitCount
        rest &= rest - 1
        if let count = UsageCount(index: index) { entry.usage[count] = Base128.signed(next()) }
      }
      take(key, entry)
    }
  }
}
