/// A header as text, `name: value`.
struct HeaderLine {
  /// In lower case.
  let name: String
  let value: String

  /// Nil where what stands before the colon is no header's name (RFC 9110, `token`).
  init?(_ line: some StringProtocol) {
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return nil }
    let name = line[..<colon]
    guard name.utf8.count <= 100, name.utf8.allSatisfy(HeaderLine.isToken) else { return nil }
    self.name = name.lowercased()
    value = line[line.index(after: colon)...].trimmingSpaces()
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: false
    }
  }

  /// Headers that tell a dump of an answer of Azure's from any other text with colons in it.
  static let telling: Set = ["apim-request-id", "x-ms-region"]
}
