#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The escapes of JSON texts: `\n`, `\"`, `\u00e4`, `\ud83d\ude00`.
enum JSONEscape {
  /// Where the text goes on behind the escape at `place`; nil for what is none, and for half of a pair.
  static func end(_ place: UnsafeRawPointer) -> UnsafeRawPointer? { scalar(place)?.end }

  /// Writes a text that holds only whole escapes and valid UTF-8, which is never longer than with them.
  /// - Returns: how many bytes; nil where it holds a NUL.
  static func undo(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer, into text: UnsafeMutableRawPointer) -> Int? {
    var (place, count) = (start, 0)
    while place < end {
      let backslash = memchr(place, 0x5C, end - place).map { UnsafeRawPointer($0) } ?? end
      (text + count).copyMemory(from: place, byteCount: backslash - place)
      count += backslash - place
      guard backslash < end else { break }
      guard let (scalar, next) = scalar(backslash), scalar != "\0" else { return nil }
      for unit in UTF8.encode(scalar)! {
        text.storeBytes(of: unit, toByteOffset: count, as: UInt8.self)
        count += 1
      }
      place = next
    }
    return count
  }

  private static func scalar(_ place: UnsafeRawPointer) -> (scalar: Unicode.Scalar, end: UnsafeRawPointer)? {
    switch (place + 1).byte {
    case UInt8(ascii: "\""): ("\"", place + 2)
    case UInt8(ascii: "\\"): ("\\", place + 2)
    case UInt8(ascii: "/"): ("/", place + 2)
    case UInt8(ascii: "n"): ("\n", place + 2)
    case UInt8(ascii: "r"): ("\r", place + 2)
    case UInt8(ascii: "t"): ("\t", place + 2)
    case UInt8(ascii: "b"): ("\u{8}", place + 2)
    case UInt8(ascii: "f"): ("\u{C}", place + 2)
    case UInt8(ascii: "u"): numbered(place)
    default: nil
    }
  }

  private static func numbered(_ place: UnsafeRawPointer) -> (scalar: Unicode.Scalar, end: UnsafeRawPointer)? {
    guard let unit = number(place + 2) else { return nil }
    if let scalar = Unicode.Scalar(unit) { return (scalar, place + 6) }
    guard unit < 0xDC00, (place + 6).byte == UInt8(ascii: "\\"), (place + 7).byte == UInt8(ascii: "u"),
      let low = number(place + 8), (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { return nil }
    return (scalar, place + 12)
  }

  /// Four hexadecimal digits.
  private static func number(_ place: UnsafeRawPointer) -> UInt32? {
    var number: UInt32 = 0
    for offset in 0..<4 {
      guard let digit = Character(Unicode.Scalar((place + offset).byte)).hexDigitValue else { return nil }
      number = number << 4 | UInt32(digit)
    }
    return number
  }
}
