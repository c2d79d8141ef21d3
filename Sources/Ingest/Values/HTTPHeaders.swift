import ChargebackModel

/// HTTP headers that a log kept, by lower-case name.
struct HTTPHeaders {
  private var values: [String: String] = [:]

  subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  mutating func add(_ name: some StringProtocol, _ value: some StringProtocol) {
    values[String(name).inLowerCase] = value.trimmingSpaces()
  }

  init() {}

  /// What the name of a header says behind this; of several the first by name.
  func rest(ofNamePrefixed prefix: String) -> String? {
    values.keys.filter { $0.hasPrefix(prefix) }.min().map { String($0.dropFirst(prefix.count)) }
  }

  /// From an object: `{"apim-request-id": "…"}`.
  init(_ object: Record?) {
    for (name, field) in object?.fields ?? [] {
      if let value = field.text { add(name, value) }
    }
  }

  /// From a list of `"Name: value"` texts.
  init(lines: [Field]) {
    for line in lines {
      guard let text = line.text, let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { continue }
      add(text[..<colon], text[text.utf8.index(after: colon)...])
    }
  }

  /// The service's id of the call, if these are headers of its response. What is no id is dropped: a damaged text may have
  /// run on into a key.
  var apimRequestId: String? {
    guard let id = self["apim-request-id"], id.utf8.count <= 64 else { return nil }
    return id.utf8.allSatisfy(HTTPHeaders.isOfId) ? id : nil
  }

  private static func isOfId(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// States what the service's response headers say about the call.
  ///
  /// - Parameter authority: a hint where they are those of an attempt that may not have been the last.
  func stateResponse(_ call: inout Call, _ authority: Authority = .responseHeader) {
    call.profile.state(.region, self["x-ms-region"].map(Region.normalise), authority)
    call.profile.state(.servedModel, self["x-ms-served-model"], authority)
    call.profile.state(.deployment, self["x-ms-deployment-name"]?.lowercased(), authority)
    if let type = self["content-type"]?.lowercased() {
      call.profile.state(.stream, type.hasPrefix("text/event-stream") ? "true" : "false", .gatewayResponse)
    }
    call.state(time: self["date"].flatMap(TimestampText.parse), .hint)
    call.state(limits: rateLimits)
    if let spillOver { call.state(attempt: spillOver) }
  }

  /// States what the client's request headers say about the caller; keys and tokens themselves are dropped here.
  func stateCaller(_ call: inout Call, nested: NestedJSON) {
    if let key = self["api-key"] { call.profile.state(.apiKey, Credential.fingerprint(ofKey: key), .gatewayRequest) }
    guard let authorization = self["authorization"],
      let identity = Credential.identity(ofAuthorization: authorization, nested: nested)
    else { return }
    call.profile.state(.objectId, identity.objectId?.lowercased(), .gatewayRequest)
    call.profile.state(.appId, identity.appId?.lowercased(), .gatewayRequest)
  }
}

extension StringProtocol {
  func trimmingSpaces() -> String {
    let whole = String(self)
    func isPlain(_ byte: UInt8?) -> Bool { byte.map { $0 > 32 && $0 < 0x7F } ?? true }
    if isPlain(whole.utf8.first), isPlain(whole.utf8.last) { return whole }
    var text = whole[...]
    while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}
