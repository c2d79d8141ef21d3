import Crypto
import Foundation

/// What may be kept of a credential that a log holds: never the credential.
enum Credential {
  /// A short fingerprint that tells API keys apart. Keyed with a fixed word, so that it is the same in every database and
  /// useless for finding the key, which is random.
  static func fingerprint(ofKey key: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(
      for: Data(key.utf8), using: SymmetricKey(data: Data("chargeback apiKey 1".utf8)))
    return "key-" + code.prefix(6).map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
  }

  struct Identity: Equatable {
    var objectId: String?
    var appId: String?
  }

  /// Who a bearer token of Entra was issued to: claims `oid` and `appid` (version 1) or `azp` (version 2). The signature is
  /// not checked: the service did that when it answered the call.
  static func identity(ofAuthorization header: String, nested: NestedJSON) -> Identity? {
    let token = header.split(separator: " ").last.map(String.init) ?? ""
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, var payload = decoded(parts[1]) else { return nil }
    return payload.withUnsafeMutableBytes { bytes in
      guard let claims = nested.parse(UnsafeRawBufferPointer(bytes)), claims.isObject else { return nil }
      return Identity(
        objectId: claims.member("oid")?.string,
        appId: claims.member("appid")?.string ?? claims.member("azp")?.string)
    }
  }

  /// base64url without padding, as JSON Web Tokens use it (RFC 7515).
  private static func decoded(_ text: Substring) -> Data? {
    var base64 = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    while base64.count % 4 != 0 { base64 += "=" }
    return Data(base64Encoded: base64)
  }
}
