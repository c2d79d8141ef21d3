/// A position in a short text, for reading it piece by piece.
struct TextReader {
  private var rest: Substring.UTF8View.SubSequence

  init(_ text: String) {
    // No-break spaces are spaces: newer ICU puts U+202F before AM and PM.
    let plain =
      text.unicodeScalars.contains { $0 == "\u{202F}" || $0 == "\u{A0}" }
      ? String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\u{202F}" || $0 == "\u{A0}" ? " " : $0 }))
      : text
    rest = Substring(plain).utf8[...]
  }

  var peek: UInt8? { rest.first }
  var atEnd: Bool { rest.isEmpty }
  var peekIsLetter: Bool { rest.first.map(TextReader.isLetter) ?? false }

  mutating func skipSpaces() {
    while rest.first == 32 { rest = rest.dropFirst() }
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
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
    while count < 18, let byte = rest.first, byte >= 48, byte <= 57 {
      value = value * 10 + Int(byte - 48)
      count += 1
      rest = rest.dropFirst()
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
    var word = ""
    while let byte = rest.first, TextReader.isLetter(byte) {
      word.unicodeScalars.append(Unicode.Scalar(byte))
      rest = rest.dropFirst()
    }
    return word
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
