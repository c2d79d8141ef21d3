/// The host and the path of an address. Its query is dropped here: it may hold a key.
struct RequestURL: Equatable {
  let host: String
  let path: String

  /// From `https://host:port/path?query`.
  init(_ text: String) {
    let bytes = text.utf8
    var start = bytes.startIndex
    if let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) {
      start = bytes.index(colon, offsetBy: 3)
    }
    let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? bytes.endIndex
    let slash = bytes[start..<end].firstIndex(of: UInt8(ascii: "/")) ?? end
    let port = bytes[start..<slash].firstIndex(of: UInt8(ascii: ":")) ?? slash
    host = String(text[start..<port])
    path = String(text[slash..<end])
  }
}
