/// A position in a short text, for reading it piece by piece.
struct TextReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) {
    let bytes = Array(text.utf8)
    // No-break spaces are spaces: newer ICU puts U+202F before AM and PM.
    self.bytes = bytes.allSatisfy { $0 < 0x80 } ? bytes : Array(TextReader.plain(text).utf8)
  }

  private static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\u{202F}" || $0 == "\u{A0}" ? " " : $0 }))
  }

  var peek: UInt8? { place < bytes.count ? bytes[place] : nil }
  var atEnd: Bool { place == bytes.count }
  var peekIsLetter: Bool { peek.map(TextReader.isLetter) ?? false }

  mutating func skipSpaces() {
    while peek == 32 { place += 1 }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  mutating func takeSign() -> Int? { take("+") ? 1 : take("-") ? -1 : nil }

  /// What stands behind the sign of a time zone's offset, in minutes: `02:00`, `0200` or `02`.
  mutating func offset() -> Int? {
    guard let (value, count) = number() else { return nil }
    var (hours, minutes) = (value, 0)
    if count == 4 {
      (hours, minutes) = value.quotientAndRemainder(dividingBy: 100)
    } else if count == 2 {
      if take(":") {
        guard let more = digits(2) else { return nil }
        minutes = more
      }
    } else {
      return nil
    }
    return hours <= 14 && minutes < 60 ? hours * 60 + minutes : nil
  }

  /// A run of up to 18 digits.
  mutating func number() -> (value: Int, count: Int)? {
    var value = 0
    var count = 0
    while count < 18, let byte = peek, byte >= 48, byte <= 57 {
      value = value * 10 + Int(byte - 48)
      count += 1
      place += 1
    }
    return count > 0 ? (value, count) : nil
  }

  /// Exactly so many digits.
  mutating func digits(_ wanted: Int) -> Int? {
    guard let number = number(), number.count == wanted else { return nil }
    return number.value
  }

  /// The digits of a fraction of a second; those behind the third are dropped.
  mutating func milliseconds() -> Int? {
    guard let number = number() else { return nil }
    var value = number.value
    for _ in 0..<max(0, 3 - number.count) { value *= 10 }
    for _ in 0..<max(0, number.count - 3) { value /= 10 }
    return value
  }

  mutating func word() -> String {
    let start = place
    while peekIsLetter { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  enum Half { case morning, afternoon }

  mutating func half() -> Half? {
    switch word().uppercased() {
    case "AM": .morning
    case "PM": .afternoon
    default: nil
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
}
