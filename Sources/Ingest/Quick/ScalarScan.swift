import CSimdjson

/// Finds where a JSON value ends that is no object and no list, by the letter of RFC 8259: what passes is valid.
///
/// A NUL must stand behind the text, so that no search need ask where it ends, and sixteen more bytes be readable.
enum ScalarScan {
  /// The value at `place`, which moves behind it. Nil for what is none, and for numbers that few records hold.
  ///
  /// - Parameters:
  ///   - isNested: whether it is part of JSON in a text, whose quotation marks are escaped; texts in it must hold no
  ///     other escapes.
  ///   - fields: where a text without its escapes is to stand; nil where nobody wants it.
  @inline(__always)
  static func value(_ place: inout UnsafeRawPointer, isNested: Bool, _ fields: QuickFields?) -> QuickValue? {
    let first = place.byte
    if first == (isNested ? backslash : quote) {
      return isNested ? nestedText(&place) : text(&place, fields)
    }
    if first &- 48 < 10 || first == UInt8(ascii: "-") { return number(&place) }
    return word(&place)
  }

  // MARK: Texts

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  @inline(__always)
  private static func text(_ place: inout UnsafeRawPointer, _ fields: QuickFields?) -> QuickValue? {
    let start = place + 1
    let end = unusual(from: start)
    if end.byte == quote {
      place = end + 1
      return QuickValue(text: start, end - start)
    }
    return unusualText(&place, from: end, fields)
  }

  /// A text with escapes, or with other than ASCII characters.
  private static func unusualText(
    _ place: inout UnsafeRawPointer, from unusual: UnsafeRawPointer, _ fields: QuickFields?
  ) -> QuickValue? {
    let start = place + 1
    var end = unusual
    var hasEscapes = false
    while end.byte != quote {
      if end.byte == backslash {
        guard let next = JSONEscape.end(end) else { return nil }
        hasEscapes = true
        end = next
      } else {
        guard let next = endOfScalar(end) else { return nil }
        end = next
      }
      end = ScalarScan.unusual(from: end)
    }
    place = end + 1
    guard hasEscapes, let fields else { return QuickValue(text: start, end - start) }
    return fields.unescaped(start, end)
  }

  @inline(__always)
  private static func nestedText(_ place: inout UnsafeRawPointer) -> QuickValue? {
    guard (place + 1).byte == quote else { return nil }
    let start = place + 2
    var end = unusual(from: start)
    while end.byte != backslash {
      guard let next = endOfScalar(end) else { return nil }
      end = unusual(from: next)
    }
    guard (end + 1).byte == quote else { return nil }
    place = end + 2
    return QuickValue(text: start, end - start)
  }

  /// The first quotation mark, backslash, control character or byte of no ASCII at `start` or behind it.
  @inline(__always)
  private static func unusual(from start: UnsafeRawPointer) -> UnsafeRawPointer {
    var place = start
    while true {
      let marks = cjson_unusual(place)
      if marks != 0 { return place + marks.trailingZeroBitCount }
      place += 16
    }
  }

  /// Where the UTF-8 (RFC 3629) of a character ends that is not ASCII; nil for what is none.
  private static func endOfScalar(_ place: UnsafeRawPointer) -> UnsafeRawPointer? {
    func isTail(_ offset: Int) -> Bool { (place + offset).byte & 0xC0 == 0x80 }
    switch (place.byte, (place + 1).byte) {
    case (0xC2...0xDF, 0x80...0xBF): return place + 2
    case (0xE0, 0xA0...0xBF), (0xE1...0xEC, 0x80...0xBF), (0xED, 0x80...0x9F), (0xEE...0xEF, 0x80...0xBF):
      return isTail(2) ? place + 3 : nil
    case (0xF0, 0x90...0xBF), (0xF1...0xF3, 0x80...0xBF), (0xF4, 0x80...0x8F):
      return isTail(2) && isTail(3) ? place + 4 : nil
    default: return nil
    }
  }

  // MARK: Numbers and words

  /// Digits of a whole number that surely fits.
  private static let mostDigits = 18

  @inline(__always)
  private static func number(_ place: inout UnsafeRawPointer) -> QuickValue? {
    let isNegative = place.byte == UInt8(ascii: "-")
    let start = isNegative ? place + 1 : place
    var end = start
    var number: Int64 = 0
    while end.byte &- 48 < 10 {
      number = number &* 10 &+ Int64(end.byte &- 48)
      end += 1
    }
    let digits = end - start
    guard digits > 0, digits <= mostDigits, start.byte != UInt8(ascii: "0") || digits == 1 && !isNegative else {
      return nil
    }
    place = end
    guard end.byte == UInt8(ascii: ".") || end.byte | 0x20 == UInt8(ascii: "e") else {
      return QuickValue(integer: isNegative ? -number : number)
    }
    return decimal(&place)
  }

  /// What follows the whole part of a number: a fraction, and an exponent of one or two digits.
  private static func decimal(_ place: inout UnsafeRawPointer) -> QuickValue? {
    func digits() -> Int {
      let start = place
      while place.byte &- 48 < 10 { place += 1 }
      return place - start
    }
    if place.byte == UInt8(ascii: ".") {
      place += 1
      guard digits() > 0 else { return nil }
    }
    if place.byte | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place.byte == UInt8(ascii: "+") || place.byte == UInt8(ascii: "-") { place += 1 }
      guard (1...2).contains(digits()) else { return nil }
    }
    return QuickValue(.decimal)
  }

  @inline(__always)
  private static func word(_ place: inout UnsafeRawPointer) -> QuickValue? {
    let letters = UInt32(littleEndian: place.loadUnaligned(as: UInt32.self))
    place += 4
    switch letters {
    case 0x6C6C_756E: return QuickValue(.null)
    case 0x6575_7274: return QuickValue(.yes)
    case 0x736C_6166 where place.byte == UInt8(ascii: "e"):
      place += 1
      return QuickValue(.no)
    default: return nil
    }
  }
}

extension UnsafeRawPointer {
  var byte: UInt8 { load(as: UInt8.self) }
}
