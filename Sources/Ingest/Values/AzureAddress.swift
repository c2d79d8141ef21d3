import ChargebackModel

/// What addresses of Azure OpenAI tell.
enum AzureAddress {
  /// The account's name from its host: `harbour-oai.openai.azure.com` is `harbour-oai`. Nil for any other host, such as the
  /// gateway's own.
  static func resource(ofHost host: String) -> String? {
    let host = host.inLowerCase
    for suffix in suffixes where host.ends(with: suffix) {
      return String(decoding: host.utf8.dropLast(suffix.utf8CodeUnitCount), as: UTF8.self)
    }
    return nil
  }

  private static let suffixes: [StaticString] = [
    ".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com", ".openai.azure.us",
  ]

  /// Whether a host of Azure is one that all accounts of a region share.
  static func isShared(_ host: String) -> Bool { host.inLowerCase.hasSuffix(".api.cognitive.microsoft.com") }

  /// The account's name from its ARM id, which some logs write in capitals.
  static func resource(ofId id: String) -> String? {
    let parts = id.inLowerCase.pathParts
    guard parts.count >= 2, parts[parts.count - 2] == "accounts" else { return nil }
    return String(parts[parts.count - 1])
  }

  /// The deployment from a request path: the part behind `/deployments/`.
  static func deployment(ofPath path: String) -> String? { part(of: path, after: "deployments") }

  /// The part of a path or of an ARM id that follows the part `name`, in lower case: the account behind `accounts`.
  static func part(of path: String, after name: String) -> String? {
    let parts = path.inLowerCase.pathParts
    guard let index = parts.firstIndex(of: name[...]), index + 1 < parts.count else { return nil }
    return String(parts[index + 1])
  }
}

extension CallProfile {
  /// States which account a gateway sent the call to. A host of another kind is kept as it is, for the register of resources
  /// may know the account behind it; where it is the host that the caller addressed it may be the gateway's own, and says
  /// nothing.
  mutating func stateResource(ofBackend host: String, isBackend: Bool, _ authority: Authority) {
    if let resource = AzureAddress.resource(ofHost: host) {
      state(.resource, resource, authority)
    } else if isBackend, host.contains("."), !AzureAddress.isShared(host), !host.hasSuffix(".azure-api.net") {
      state(.resource, host.inLowerCase, .hint)
    }
  }
}
