/// Reads the usual spelling of a UUID, in either letter case: `84bd6199-b1bc-4efa-95a6-67b6330ac1af`.
enum UUIDText {
  /// The first and the last 8 bytes, each as a number; nil for any other text.
  static func parse(_ text: String) -> (high: UInt64, low: UInt64)? {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count == 36 else { return nil }
      var (high, low) = (UInt64(0), UInt64(0))
      for index in 0..<36 {
        if index == 8 || index == 13 || index == 18 || index == 23 {
          guard bytes[index] == UInt8(ascii: "-") else { return nil }
          continue
        }
        guard let digit = digit(bytes[index]) else { return nil }
        if index < 18 { high = high << 4 | digit } else { low = low << 4 | digit }
      }
      return (high, low)
    }
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
