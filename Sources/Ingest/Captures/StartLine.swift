/// The first line of an HTTP message, as it goes over the line or as tools print it: `POST https://… HTTP/1.1`,
/// `HTTP/1.1 200 OK`, `HTTP/2 200`, `HTTP 200 OK`.
enum StartLine: Equatable {
  case request(method: String, url: String)
  /// Three digits.
  case response(status: String)

  init?(_ line: some StringProtocol) {
    let words = Substring(line).split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2 else { return nil }
    if words[0] == "HTTP" || words[0].hasPrefix("HTTP/") {
      guard words[1].utf8.count == 3, let code = Int(words[1]), (100...599).contains(code) else { return nil }
      self = .response(status: words[1])
    } else {
      let isAddress = words[1].hasPrefix("/") || words[1].contains("://")
      guard StartLine.methods.contains(words[0]), isAddress else { return nil }
      self = .request(method: words[0], url: words[1])
    }
  }

  private static let methods: Set = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
}
