/// The JSON of a body as logs keep it: whole, with stray spaces, or cut off.
struct BodyJSON {
  let value: JSONValue
  /// False where the text was cut off: then the value holds what is whole at its top level.
  let isWhole: Bool

  /// - Returns: nil where the text is no JSON, nor the beginning of one.
  init?(_ text: String, _ nested: NestedJSON) {
    var text = text
    guard let (value, isWhole) = text.withUTF8({ BodyJSON.parse(UnsafeRawBufferPointer($0), nested) }) else {
      return nil
    }
    self.value = value
    self.isWhole = isWhole
  }

  /// What is there of a body that was cut off, the beginnings of texts included: for counting them, and nothing else.
  static func openEnded(_ text: String, _ nested: NestedJSON) -> JSONValue? {
    var text = text
    let closed = text.withUTF8 { OpenEndedJSON.closed(UnsafeRawBufferPointer($0)) }
    return closed?.withUnsafeBytes(nested.parse)
  }

  private static func parse(_ text: UnsafeRawBufferPointer, _ nested: NestedJSON) -> (JSONValue, isWhole: Bool)? {
    if let value = nested.parse(text) { return (value, true) }
    let joined = StraySpaces.removed(from: text)
    if let value = joined.withUnsafeBytes(nested.parse) { return (value, true) }
    for bytes in [Array(text), joined] {
      let closed = bytes.withUnsafeBytes(CutJSON.closed)
      if let value = closed?.withUnsafeBytes(nested.parse) { return (value, false) }
    }
    return nil
  }
}
