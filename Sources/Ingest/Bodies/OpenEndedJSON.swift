/// Closes a JSON text that a log cut off, and keeps of its last text what is there.
///
/// Of `{"messages":[{"content":"How long may` this keeps `{"messages":[{"content":"How long may"}]}`: enough to count a text
/// that is known to be cut, and nothing else, for a name or an id that was cut is a wrong one (see `CutJSON`).
struct OpenEndedJSON {
  private let text: UnsafeRawBufferPointer
  private var index = 0
  /// The brackets that are open, by what closes them.
  private var open: [UInt8] = []
  /// The end of the last value that is whole, and the brackets open there.
  private var whole: (end: Int, open: [UInt8])?

  /// - Returns: nil where the text is no beginning of an object or a list.
  static func closed(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    var scan = OpenEndedJSON(text: text)
    return scan.close()
  }

  private init(text: UnsafeRawBufferPointer) { self.text = text }

  private mutating func close() -> [UInt8]? {
    /// Whether the next text of an object is the name of a member.
    var isName = false
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "{"):
        open.append(UInt8(ascii: "}"))
        isName = true
        take(1)
      case UInt8(ascii: "["):
        open.append(UInt8(ascii: "]"))
        isName = false
        take(1)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard open.popLast() == text[index] else { return nil }
        isName = false
        take(1)
      case UInt8(ascii: ","):
        isName = open.last == UInt8(ascii: "}")
        index += 1
      case UInt8(ascii: ":"):
        isName = false
        index += 1
      case UInt8(ascii: "\""):
        let end = stringEnd()
        guard end.isWhole else {
          return isName ? wholePart : text[..<end.index] + [UInt8(ascii: "\"")] + open.reversed()
        }
        index = end.index
        if !isName { whole = (index, open) }
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default:
        let start = index
        while index < text.count, !OpenEndedJSON.ends.contains(text[index]) { index += 1 }
        // A number, or a word, at the very end may go on.
        if index < text.count, index > start, !isName { whole = (index, open) }
      }
    }
    return wholePart
  }

  private static let ends: Set<UInt8> = Set(",:]}[{\" \t\n\r".utf8)

  private var wholePart: [UInt8]? { whole.map { text[..<$0.end] + $0.open.reversed() } }

  private mutating func take(_ count: Int) {
    index += count
    whole = (index, open)
  }

  /// Where the string that begins here ends: behind its quotation mark, or before an escape that is not whole.
  private func stringEnd() -> (index: Int, isWhole: Bool) {
    var index = index + 1
    while index < text.count, text[index] != UInt8(ascii: "\"") {
      guard text[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      let length = index + 1 < text.count && text[index + 1] == UInt8(ascii: "u") ? 6 : 2
      guard index + length <= text.count else { return (index, false) }
      index += length
    }
    return index < text.count ? (index + 1, true) : (index, false)
  }
}
