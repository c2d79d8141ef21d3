import ChargebackModel
import Crypto
import Foundation

extension CallKey {
  /// 17 bytes: the kind, then the UUID's 16 bytes in whatever letter case it came, or the digest of another text. The high
  /// bit of the kind tells the two apart.
  var bytes: Data {
    var data = Data(capacity: 17)
    if let uuid = UUID(uuidString: text) {
      data.append(kind.rawValue)
      withUnsafeBytes(of: uuid.uuid) { data.append(contentsOf: $0) }
    } else {
      data.append(kind.rawValue | 0x80)
      data.append(contentsOf: SHA256.hash(data: Data(text.utf8)).prefix(16))
    }
    return data
  }

  /// One spelling of what `bytes` takes for one id.
  var canonicalText: String { UUID(uuidString: text)?.uuidString.lowercased() ?? text }
}
