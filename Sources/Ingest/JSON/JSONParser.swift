import CSimdjson

/// Parses one JSON text at a time with simdjson. Its values live until the next parse.
final class JSONParser {
  private let handle = cjson_parser_new()

  deinit { cjson_parser_free(handle) }

  struct Malformed: Error {
    let reason: String
  }

  /// Parses `text`; `padded` says that `JSONParser.padding` readable bytes follow it.
  func parse(_ text: UnsafeRawBufferPointer, padded: Bool) throws(Malformed) -> JSONValue {
    var root = cjson_value()
    guard let start = text.baseAddress, !text.isEmpty else { throw Malformed(reason: "the record is empty") }
    if let reason = cjson_parse(handle, start.assumingMemoryBound(to: UInt8.self), text.count, padded, &root) {
      throw Malformed(reason: String(cString: reason))
    }
    return JSONValue(raw: root)
  }

  /// Parses a whole file's text; a byte order mark, as PowerShell writes it, is skipped.
  func parse(_ text: String) throws(Malformed) -> JSONValue {
    var text = text
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    let outcome = text.withUTF8 { bytes in
      Result { () throws(Malformed) in try parse(UnsafeRawBufferPointer(bytes), padded: false) }
    }
    return try outcome.get()
  }

  static let padding = CJSON_PADDING
}
