import CSimdjson
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
extension JSONValue {
  /// A count, or none where the field is missing or null.
  static func quickCount(_ value: JSONValue?) -> Int64?? {
    guard let value, value.kind != CJSON_NULL else { return .some(nil) }
    guard let count = value.integer, (0...1_000_000_000_000).contains(count) else { return nil }
    return .some(count)
  }

  /// Whole milliseconds, or none where the field is missing or null.
  static func quickMilliseconds(_ value: JSONValue?) -> Int64?? {
    guard let value, value.kind != CJSON_NULL else { return .some(nil) }
    guard let count = value.integer, (0..<1_000_000_000_000_000).contains(count) else { return nil }
    return .some(count)
  }

  /// Adds an id; none where the field is missing, null or empty.
  static func quickKey(_ value: JSONValue?, _ kind: CallKey.Kind, into keys: inout CallKeys) -> Bool {
    guard let value, value.kind != CJSON_NULL else { return true }
    guard let text = value.utf8 else { return false }
    return quickKey(text, kind, into: &keys)
  }

  static func quickKey(_ text: UnsafeRawBufferPointer, _ kind: CallKey.Kind, into keys: inout CallKeys) -> Bool {
    if let entry = KeyEntry(kind, uuid: text) {
      keys.add(entry)
      return true
    }
    guard let start = text.baseAddress, !text.isEmpty else { return true }
    guard memchr(start, 0, text.count) == nil else { return false }
    keys.add(kind, String(decoding: text, as: UTF8.self))
    return true
  }
}

extension TimestampText {
  /// `2026-10-01T00:00:00Z`, with any fraction: the spelling of most logs, without making a text of it. Nil for any other,
  /// which `parse` may still read.
  static func quick(_ text: UnsafeRawBufferPointer) -> Instant? {
    let count = text.count
    guard count >= 20, count <= 38, text[count - 1] == UInt8(ascii: "Z"), text[4] == UInt8(ascii: "-"),
      text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"),
      text[16] == UInt8(ascii: ":")
    else { return nil }
    var isNumber = true
    func number(_ start: Int, _ digits: Int) -> Int {
      var value = 0
      for place in start..<(start + digits) {
        let digit = text[place] &- 48
        isNumber = isNumber && digit < 10
        value = value * 10 + Int(digit)
      }
      return value
    }
    let (year, month, day) = (number(0, 4), number(5, 2), number(8, 2))
    let (hour, minute, second) = (number(11, 2), number(14, 2), number(17, 2))
    var millisecond = 0
    if count > 20 {
      guard text[19] == UInt8(ascii: "."), count > 21 else { return nil }
      let digits = count - 21
      let fraction = number(20, min(digits, 3))
      if digits > 3 { _ = number(23, digits - 3) }
      millisecond = digits == 1 ? fraction * 100 : digits == 2 ? fraction * 10 : fraction
    }
    guard isNumber, year >= 1970 else { return nil }
    return Instant(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: millisecond)
  }
}
