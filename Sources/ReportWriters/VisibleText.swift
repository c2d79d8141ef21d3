extension String {
  /// The text with everything that would move the cursor, colour the screen or turn the reading direction shown as an
  /// escape instead: `\n`, `\t`, `\u{1B}`, `\u{202E}`.
  ///
  /// Names come out of logs, and whoever calls the service can choose them.
  package var visible: String {
    guard unicodeScalars.contains(where: \.steersDisplay) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.steersDisplay: result += "\\u{" + scalar.hexadecimal(digits: 1) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Control characters, the line and paragraph separators, and the bidirectional controls (Unicode UAX #9).
  var steersDisplay: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: true
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The code point in at least so many upper-case digits: `202E`.
  func hexadecimal(digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
