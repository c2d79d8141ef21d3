import ChargebackModel

/// The beginning of a line in nginx's combined log format:
/// `10.20.1.7 - - [09/Sep/2026:08:12:31 +0000] "POST /openai/… HTTP/1.1" 200 812 …`
///
/// Source: nginx, `ngx_http_log_module`.
struct CombinedLogLine {
  let address: String
  let time: Instant?
  let method: String
  let target: String
  let status: String

  /// Nil for any other text.
  init?(_ text: Substring) {
    guard let space = text.firstIndex(of: " "), let open = text.firstIndex(of: "["),
      let close = text[open...].firstIndex(of: "]"), let quote = text[close...].firstIndex(of: "\"")
    else { return nil }
    let request = text[text.index(after: quote)...].prefix { $0 != "\"" }
    let words = request.split(separator: " ")
    let status = text[request.endIndex...].dropFirst(2).prefix { $0 != " " }
    guard words.count >= 2, status.count == 3, status.allSatisfy(\.isNumber) else { return nil }
    address = String(text[..<space])
    time = TimestampText.parse(String(text[text.index(after: open)..<close]))
    method = String(words[0])
    target = String(words[1])
    self.status = String(status)
  }

  /// Undoes nginx's escapes: `\x22` is a quote, and so is every byte that is no printable ASCII.
  static func unescaped(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "\\"), rest.dropFirst().first == UInt8(ascii: "x"),
        let value = UInt8(String(decoding: rest.dropFirst(2).prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(4)
      } else {
        bytes.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
