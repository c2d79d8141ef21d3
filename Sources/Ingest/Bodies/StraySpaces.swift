/// Takes out the spaces that nginx puts between its buffers when it logs a body: `:nul l,` becomes `:null,`.
///
/// Source: scallighan/openai-log-helper-proxy, which repairs its log the same way. Between the strings of a JSON text a
/// space means nothing, and the names of its members hold none; inside other strings spaces stay.
enum StraySpaces {
  static func removed(from text: UnsafeRawBufferPointer) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var stringStart: Int?
    var index = 0
    while index < text.count {
      let byte = text[index]
      index += 1
      if let start = stringStart {
        result.append(byte)
        if byte == UInt8(ascii: "\\"), index < text.count {
          result.append(text[index])
          index += 1
        } else if byte == UInt8(ascii: "\"") {
          stringStart = nil
          if isName(text, endingAt: index) { result[start...].removeAll { $0 == 0x20 } }
        }
      } else if byte == UInt8(ascii: "\"") {
        stringStart = result.count
        result.append(byte)
      } else if !isSpace(byte) {
        result.append(byte)
      }
    }
    return result
  }

  private static func isName(_ text: UnsafeRawBufferPointer, endingAt end: Int) -> Bool {
    text[end...].first { !isSpace($0) } == UInt8(ascii: ":")
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
