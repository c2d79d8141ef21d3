/// An exchange that was written down as text, as a record with fields of our own.
struct CapturedText {
  var method = ""
  var url = ""
  /// `name: value` lines.
  var requestHeaders: [String] = []
  var requestBody = ""
  /// Three digits, or empty.
  var status = ""
  var responseHeaders: [String] = []
  var responseBody = ""

  static let header = TableHeader([
    "captured method", "captured url", "captured request headers", "captured request body", "captured status",
    "captured response headers", "captured response body",
  ])

  var hasResponse: Bool { !status.isEmpty || !responseHeaders.isEmpty }

  func record(_ nested: NestedJSON) -> Record {
    let cells = [
      method, url, requestHeaders.joined(separator: "\n"), requestBody, status, responseHeaders.joined(separator: "\n"),
      responseBody,
    ]
    return Record(body: .csv(CapturedText.header, cells), nested: nested)
  }

  /// The address as a whole: a request line mostly names the path only, and `Host` the rest.
  mutating func completeAddress() {
    let host = requestHeaders.compactMap { HeaderLine($0) }.first { $0.name == "host" }
    guard url.hasPrefix("/"), let host else { return }
    url = "https://\(host.value)\(url)"
  }
}
