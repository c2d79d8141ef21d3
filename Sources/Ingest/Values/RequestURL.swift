/// The host and the path of an address. Its query is dropped here: it may hold a key.
struct RequestURL: Equatable {
  let host: String
  let path: String

  /// From `https://host:port/path?query`.
  init(_ text: String) {
    var rest = text[...]
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    let authority = rest.prefix { $0 != "/" }
    host = String(authority.prefix { $0 != ":" })
    path = String(rest.dropFirst(authority.count))
  }
}
