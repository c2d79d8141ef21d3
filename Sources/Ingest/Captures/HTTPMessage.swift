/// An HTTP message as it went over the line: start line, headers, body (RFC 9112).
struct HTTPMessage {
  let start: StartLine?
  /// `name: value` lines.
  let headers: [String]
  /// Without its codings; nil where it has one that is not read, or is not whole.
  let body: String?

  init(_ bytes: [UInt8]) {
    let end = HTTPMessage.endOfHead(bytes)
    let head = String(decoding: bytes[..<(end?.lowerBound ?? bytes.count)], as: UTF8.self)
    let lines = head.split(whereSeparator: \.isNewline).map(String.init)
    start = lines.first.flatMap { StartLine($0) }
    headers = Array(lines.dropFirst())
    var codings: [String: String] = [:]
    for line in headers.compactMap({ HeaderLine($0) }) { codings[line.name] = line.value.lowercased() }
    var content = end.map { Array(bytes[$0.upperBound...]) } ?? []
    if codings["transfer-encoding"]?.contains("chunked") == true { content = HTTPMessage.unchunked(content) }
    body = HTTPMessage.plain(content, coding: codings["content-encoding"])
  }

  private static func endOfHead(_ bytes: [UInt8]) -> Range<Int>? {
    var index = 0
    while let line = bytes[index...].firstIndex(of: 10) {
      index = line + 1
      if bytes[index...].starts(with: [13, 10]) { return index..<(index + 2) }
      if bytes[index...].starts(with: [10]) { return index..<(index + 1) }
    }
    return nil
  }

  /// The chunks without their lengths. A recording that ends early gives what is there; one without chunks, all of it.
  private static func unchunked(_ content: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = content[...]
    while let newline = rest.firstIndex(of: 10) {
      let digits = String(decoding: rest[..<newline], as: UTF8.self).prefix { $0.isHexDigit }
      guard let length = Int(digits, radix: 16), length >= 0 else { return result.isEmpty ? content : result }
      if length == 0 { break }
      rest = rest[(newline + 1)...]
      result += rest.prefix(length)
      rest = rest.dropFirst(length)
      if rest.first == 13 { rest = rest.dropFirst() }
      if rest.first == 10 { rest = rest.dropFirst() }
    }
    return result
  }

  private static func plain(_ content: [UInt8], coding: String?) -> String? {
    // Some recorders decode the body and leave the header.
    guard coding == "gzip", content.starts(with: [0x1F, 0x8B]) else {
      return coding == nil || coding == "identity" || coding == "gzip" ? String(decoding: content, as: UTF8.self) : nil
    }
    let archive = Archive(MemorySource(content))
    guard (try? archive.nextMember()) != nil else { return nil }
    return (try? FiddlerSessions.bytes(of: archive)).flatMap { $0.map { String(decoding: $0, as: UTF8.self) } }
  }
}
