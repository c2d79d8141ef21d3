import ChargebackModel
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What quick readers ask of a value. Each answers like `Field` where it answers; nil of the outer optional, or false,
/// leaves the record to its format.
extension QuickValue {
  /// A count, or none where the field is missing or null.
  var count: Int64?? {
    if isNothing { return .some(nil) }
    guard let integer, (0...1_000_000_000_000).contains(integer) else { return nil }
    return .some(integer)
  }

  /// Whole milliseconds, or none where the field is missing or null.
  var milliseconds: Int64?? {
    if isNothing { return .some(nil) }
    guard let integer, (0..<1_000_000_000_000_000).contains(integer) else { return nil }
    return .some(integer)
  }

  /// Adds an id; none where the field is missing, null or empty.
  func key(_ kind: CallKey.Kind, into keys: inout CallKeys) -> Bool {
    guard let text else { return isNothing }
    if let entry = KeyEntry(kind, uuid: text) {
      keys.add(entry)
      return true
    }
    keys.add(kind, String(decoding: text, as: UTF8.self))
    return true
  }
}

extension UnsafeRawBufferPointer {
  /// Whether it is this text.
  func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount, let baseAddress else { return false }
    return memcmp(baseAddress, text.utf8Start, count) == 0
  }
}
