extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are UTF-8 (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF, nothing cut off.
  var isValidUTF8: Bool {
    var position = 0
    while position < count {
      if isASCII(at: position) {
        position += 8
        continue
      }
      let length = validScalarLength(at: position)
      if length == 0 { return false }
      position += length
    }
    return true
  }

  /// Whether the next eight bytes are there and are ASCII.
  @inline(__always)
  private func isASCII(at position: Int) -> Bool {
    guard position + 8 <= count else { return false }
    let word = UnsafeRawPointer(baseAddress!).loadUnaligned(fromByteOffset: position, as: UInt64.self)
    return word & 0x8080_8080_8080_8080 == 0
  }

  /// The length of the scalar at `position` in bytes, 0 when it is not valid.
  @inline(__always)
  private func validScalarLength(at position: Int) -> Int {
    let second = position + 1 < count ? self[position + 1] : 0
    switch (self[position], second) {
    case (0x00...0x7F, _): return 1
    case (0xC2...0xDF, 0x80...0xBF): return 2
    case (0xE0, 0xA0...0xBF), (0xE1...0xEC, 0x80...0xBF), (0xED, 0x80...0x9F), (0xEE...0xEF, 0x80...0xBF):
      return isTail(position + 2) ? 3 : 0
    case (0xF0, 0x90...0xBF), (0xF1...0xF3, 0x80...0xBF), (0xF4, 0x80...0x8F):
      return isTail(position + 2) && isTail(position + 3) ? 4 : 0
    default: return 0
    }
  }

  @inline(__always)
  private func isTail(_ position: Int) -> Bool {
    position < count && self[position] & 0xC0 == 0x80
  }
}
