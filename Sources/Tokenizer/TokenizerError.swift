/// Why a vocabulary cannot be used. It is part of the binary, so a reader of this message has a damaged one.
package enum TokenizerError: Error, Equatable, CustomStringConvertible {
  case notUnpacked(TokenEncoding)
  /// The digests are SHA-256 in hexadecimal.
  case wrongDigest(TokenEncoding, expected: String, found: String)
  /// The line counts from 1.
  case notAToken(TokenEncoding, line: Int)

  package var description: String {
    let what =
      switch self {
      case .notUnpacked(let encoding): "vocabulary \(encoding.rawValue) cannot be unpacked"
      case .wrongDigest(let encoding, let expected, let found):
        "vocabulary \(encoding.rawValue) has SHA-256 \(found) and should have \(expected)"
      case .notAToken(let encoding, let line): "vocabulary \(encoding.rawValue), line \(line): not a token and its rank"
      }
    return "\(what); install chargeback again"
  }
}
