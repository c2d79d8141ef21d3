/// A candidate for a token: a few bytes of a text, hashed and compared eight at a time.
struct TokenBytes {
  let start: UnsafePointer<UInt8>
  let count: Int

  /// Equal bytes have equal hashes; all 64 bits are mixed.
  @inline(__always)
  var hash: UInt64 {
    if count <= 8 { return TokenBytes.mix(packed, UInt64(truncatingIfNeeded: count)) }
    var hash = UInt64(truncatingIfNeeded: count)
    var offset = 0
    while offset + 8 < count {
      hash = TokenBytes.mix(hash, word(offset))
      offset += 8
    }
    return TokenBytes.mix(hash, word(count - 8))
  }

  @inline(__always)
  func equals(_ other: TokenBytes) -> Bool {
    if count != other.count { return false }
    if count <= 8 { return packed == other.packed }
    var offset = 0
    while offset + 8 < count {
      if word(offset) != other.word(offset) { return false }
      offset += 8
    }
    return word(count - 8) == other.word(count - 8)
  }

  /// At most eight bytes as one number; never the same for other bytes of the same count.
  @inline(__always)
  private var packed: UInt64 {
    switch count {
    case 8: return word(0)
    case 4...: return UInt64(half(0)) | UInt64(half(count - 4)) << 32
    case 0: return 0
    default: return UInt64(start[0]) | UInt64(start[count >> 1]) << 8 | UInt64(start[count - 1]) << 16
    }
  }

  @inline(__always)
  private func word(_ offset: Int) -> UInt64 {
    UnsafeRawPointer(start).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  @inline(__always)
  private func half(_ offset: Int) -> UInt32 {
    UnsafeRawPointer(start).loadUnaligned(fromByteOffset: offset, as: UInt32.self)
  }

  /// The two halves of a 128-bit product, folded: fast and well spread. The constants are odd and arbitrary.
  @inline(__always)
  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: b ^ 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }
}
