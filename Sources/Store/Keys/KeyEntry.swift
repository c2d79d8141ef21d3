import ChargebackModel
import Foundation

/// A key as the index keeps it: the 17 bytes of `CallKey.bytes` as numbers, and the call that it leads to.
package struct KeyEntry: Equatable, Sendable {
  let high: UInt64
  let low: UInt64
  /// The byte of the kind, then 56 bits of the call's id.
  let tail: UInt64

  static let size = 24

  init(high: UInt64, low: UInt64, tail: UInt64) {
    self.high = high
    self.low = low
    self.tail = tail
  }

  /// Leads to no call yet.
  init(_ key: CallKey) {
    if let (high, low) = UUIDText.parse(key.text) {
      self.init(high: high, low: low, tail: UInt64(key.kind.rawValue) << 56)
      return
    }
    self.init(bytes: key.bytes)
  }

  /// An id in the usual spelling of a UUID; nil for any other text.
  package init?(_ kind: CallKey.Kind, uuid text: UnsafeRawBufferPointer) {
    guard let (high, low) = UUIDText.parse(text) else { return nil }
    self.init(high: high, low: low, tail: UInt64(kind.rawValue) << 56)
  }

  /// From the 17 bytes of `CallKey.bytes`.
  init(bytes: Data) {
    let bytes = Array(bytes)
    func number(_ from: Int) -> UInt64 { bytes[from..<(from + 8)].reduce(0) { $0 << 8 | UInt64($1) } }
    self.init(high: number(1), low: number(9), tail: UInt64(bytes[0]) << 56)
  }

  /// Its key as `CallKey.bytes`.
  var bytes: Data {
    var data = Data([kind])
    for number in [high, low] { withUnsafeBytes(of: number.bigEndian) { data.append(contentsOf: $0) } }
    return data
  }

  init(_ bytes: UnsafeRawBufferPointer, at index: Int) {
    let place = index * KeyEntry.size
    high = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    low = bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)
    tail = bytes.loadUnaligned(fromByteOffset: place + 16, as: UInt64.self)
  }

  var kind: UInt8 { UInt8(tail >> 56) }
  var callId: Int64 { Int64(tail & 0xFF_FFFF_FFFF_FFFF) }

  func leading(to callId: Int64) -> KeyEntry {
    KeyEntry(high: high, low: low, tail: tail & ~0xFF_FFFF_FFFF_FFFF | UInt64(callId))
  }

  func isSameKey(as other: KeyEntry) -> Bool { high == other.high && low == other.low && kind == other.kind }

  /// Whether its key comes before another's.
  func precedes(_ other: KeyEntry) -> Bool {
    if high != other.high { return high < other.high }
    if low != other.low { return low < other.low }
    return kind < other.kind
  }

  /// A number that tells keys apart; ids that are no UUIDs of chance are mixed well too.
  var hash: UInt64 {
    var mixed = (high ^ (tail >> 56)) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 32) ^ low) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed >> 32)
  }
}
