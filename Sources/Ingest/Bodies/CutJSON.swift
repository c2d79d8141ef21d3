/// Closes a JSON text that a log cut off, behind the last thing in its outermost value that is whole.
///
/// API Management logs the first 8,192 bytes of a body. Of `{"id":"a","usage":{"prompt_tok` only `{"id":"a"}` is certain:
/// a member that is not whole is dropped with everything in it, and a number at the very end is not whole.
enum CutJSON {
  /// - Returns: nil where the text is no beginning of an object, a list or a text.
  static func closed(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    let start = skipSpace(text, from: 0)
    guard start < text.count else { return nil }
    switch text[start] {
    case UInt8(ascii: "{"): return closed(text, from: start, memberNames: true, with: UInt8(ascii: "}"))
    case UInt8(ascii: "["): return closed(text, from: start, memberNames: false, with: UInt8(ascii: "]"))
    case UInt8(ascii: "\""): return closedString(text, from: start)
    default: return nil
    }
  }

  private static func closed(
    _ text: UnsafeRawBufferPointer, from start: Int, memberNames: Bool, with bracket: UInt8
  ) -> [UInt8] {
    var wholeEnd = start + 1
    var index = wholeEnd
    while let value = memberNames ? valueStart(text, from: index) : skipSpace(text, from: index), value < text.count,
      case .complete(let end) = JSONScan.value(text, from: value)
    {
      wholeEnd = end
      index = skipSpace(text, from: end)
      guard index < text.count, text[index] == UInt8(ascii: ",") else { break }
      index += 1
    }
    return text[start..<wholeEnd] + [bracket]
  }

  /// Where the value of the member begins whose name begins at or behind `start`.
  private static func valueStart(_ text: UnsafeRawBufferPointer, from start: Int) -> Int? {
    let name = skipSpace(text, from: start)
    guard name < text.count, text[name] == UInt8(ascii: "\""),
      case .complete(let end) = JSONScan.string(text, from: name)
    else { return nil }
    let colon = skipSpace(text, from: end)
    guard colon < text.count, text[colon] == UInt8(ascii: ":") else { return nil }
    return skipSpace(text, from: colon + 1)
  }

  /// A text within a text: cut before an escape that is not whole.
  private static func closedString(_ text: UnsafeRawBufferPointer, from start: Int) -> [UInt8] {
    var index = start + 1
    while index < text.count, text[index] != UInt8(ascii: "\"") {
      var length = 1
      if text[index] == UInt8(ascii: "\\") {
        length = index + 1 < text.count && text[index + 1] == UInt8(ascii: "u") ? 6 : 2
      }
      guard index + length <= text.count else { break }
      index += length
    }
    return text[start..<index] + [UInt8(ascii: "\"")]
  }

  private static func skipSpace(_ text: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[index]) { index += 1 }
    return index
  }
}
