/// Puts the numbers of a JSON text into quotes, so that a parser hands them over digit by digit.
///
/// A JSON parser reads `1.1e-07` into a floating-point number, which is not the number that stands there. Prices are exact.
///
///     JSONNumbers.quoted(#"{"price": 1.1e-07, "unit": "1K"}"#)  // {"price": "1.1e-07", "unit": "1K"}
enum JSONNumbers {
  static func quoted(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + text.utf8.count / 8)
    var isInString = false
    var isEscaped = false
    var isInNumber = false
    for byte in text.utf8 {
      if isInString {
        result.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == quote {
          isInString = false
        }
        continue
      }
      let belongs = isInNumber ? continuesNumber(byte) : beginsNumber(byte)
      if belongs != isInNumber {
        result.append(quote)
        isInNumber = belongs
      }
      if byte == quote { isInString = true }
      result.append(byte)
    }
    if isInNumber { result.append(quote) }
    return String(decoding: result, as: UTF8.self)
  }

  private static let quote = UInt8(ascii: "\"")

  private static func beginsNumber(_ byte: UInt8) -> Bool { isDigit(byte) || byte == UInt8(ascii: "-") }

  private static func continuesNumber(_ byte: UInt8) -> Bool { isDigit(byte) || "+-.eE".utf8.contains(byte) }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
