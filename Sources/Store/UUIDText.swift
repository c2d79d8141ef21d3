/// Reads the usual spelling of a UUID, in either letter case: `84bd6199-b1bc-4efa-95a6-67b6330ac1af`.
enum UUIDText {
  /// The first and the last 8 bytes, each as a number; nil for any other text.
  static func parse(_ text: String) -> (high: UInt64, low: UInt64)? {
    var text = text
    return text.withUTF8 { parse(UnsafeRawBufferPointer($0)) }
  }

  static func parse(_ bytes: UnsafeRawBufferPointer) -> (high: UInt64, low: UInt64)? {
    guard bytes.count == 36, bytes[8] == hyphen, bytes[13] == hyphen, bytes[18] == hyphen, bytes[23] == hyphen,
      let a = hex(bytes, 0), let b = hex(bytes, 9), let c = hex(bytes, 14), let d = hex(bytes, 19),
      let e = hex(bytes, 24), let f = hex(bytes, 28), let g = hex(bytes, 32), let h = hex(bytes, 4)
    else { return nil }
    return (a << 48 | h << 32 | b << 16 | c, d << 48 | e << 32 | f << 16 | g)
  }

  private static let hyphen = UInt8(ascii: "-")

  /// Four digits as a number.
  private static func hex(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> UInt64? {
    let digits =
      UInt32(values[Int(bytes[start])]) << 12 | UInt32(values[Int(bytes[start + 1])]) << 8
      | UInt32(values[Int(bytes[start + 2])]) << 4 | UInt32(values[Int(bytes[start + 3])])
    return digits & 0xFFFF_0000 == 0 ? UInt64(digits) : nil
  }

  /// Of each byte as a digit; for what is none a number that no digit's place can hide.
  private static let values: [UInt32] = (0...255).map { (byte: UInt8) in
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: 0x0001_0000
    }
  }
}
