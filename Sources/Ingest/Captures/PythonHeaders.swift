/// Headers as Python prints them: `{'Date': '…', 'apim-request-id': '…'}`, `Headers({…})`, `Headers([('date', '…'), …])`.
///
/// Source: `repr` of httpx's `Headers` (the `openai` library's raw response) and of a `dict` (requests).
///
/// A printed line that a page wrapped goes on in the middle of a word: line breaks are dropped, for `repr` writes none.
struct PythonHeaders {
  /// `name: value` lines.
  let lines: [String]
  /// Where the brace or bracket stands.
  let start: Int
  let end: Int

  /// All of them in a text. Each byte is looked at twice at most.
  static func all(in text: [UInt8]) -> [PythonHeaders] {
    var found: [PythonHeaders] = []
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "{") || text[index] == UInt8(ascii: "[") else {
        index += 1
        continue
      }
      var reader = PythonReader(text, from: index + 1)
      if let literals = reader.literals(), literals.count > 0, literals.count % 2 == 0 {
        let lines = stride(from: 0, to: literals.count, by: 2).map { "\(literals[$0]): \(literals[$0 + 1])" }
        let names = lines.compactMap { HeaderLine($0)?.name }
        if !HeaderLine.telling.isDisjoint(with: names) {
          found.append(PythonHeaders(lines: lines, start: index, end: reader.index))
        }
      }
      index = max(index + 1, reader.index)
    }
    return found
  }
}

/// Reads the literals of a printed `dict` or list of pairs.
private struct PythonReader {
  private let text: [UInt8]
  private(set) var index: Int

  init(_ text: [UInt8], from index: Int) {
    self.text = text
    self.index = index
  }

  /// Up to the closing brace or bracket; nil where anything but texts stands before it.
  mutating func literals() -> [String]? {
    var literals: [String] = []
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        guard let literal = literal() else { return nil }
        literals.append(literal)
      case 32, 9, 10, 13, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: ")"): index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        index += 1
        return literals
      default: return nil
      }
    }
    return nil
  }

  private mutating func literal() -> String? {
    let quote = text[index]
    var bytes: [UInt8] = []
    index += 1
    while index < text.count, text[index] != quote {
      if text[index] == UInt8(ascii: "\\"), index + 1 < text.count { index += 1 }
      if text[index] != 10, text[index] != 13 { bytes.append(text[index]) }
      index += 1
    }
    guard index < text.count else { return nil }
    index += 1
    return String(decoding: bytes, as: UTF8.self)
  }
}
