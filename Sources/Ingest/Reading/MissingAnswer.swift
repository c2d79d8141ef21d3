/// Mends a post whose policy put its answer into a text as JSON and had none: `"responseBody": , "deploymentId": …`.
///
/// The call was made all the same; it is kept, without counts.
final class MissingAnswer {
  private let nested = NestedJSON()

  /// - Returns: the record with `null` in that place, which lives until the next is asked for; nil for any other damage.
  func mended(_ text: UnsafeRawBufferPointer) -> Record? {
    guard text.count <= ByteWindow.limit, let gap = MissingAnswer.gap(in: text) else { return nil }
    nested.reset()
    let whole = Array(text[..<gap]) + Array("null".utf8) + Array(text[gap...])
    guard let value = whole.withUnsafeBytes(nested.parse), value.isObject else { return nil }
    return Record(body: .object(value), nested: nested)
  }

  /// Where the answer should stand. Inside a text the quotes would have been escaped.
  private static func gap(in text: UnsafeRawBufferPointer) -> Int? {
    let name = Array("\"responseBody\":".utf8)
    var start = text.startIndex
    while let quote = text[start...].firstIndex(of: name[0]) {
      start = quote + 1
      guard text[quote...].starts(with: name) else { continue }
      let comma = text[(quote + name.count)...].firstIndex { $0 != 32 }
      let before = text[..<quote].lastIndex { $0 != 32 && $0 != 10 && $0 != 13 }
      if let comma, text[comma] == UInt8(ascii: ","), let before, text[before] == UInt8(ascii: ",") { return comma }
    }
    return nil
  }
}
