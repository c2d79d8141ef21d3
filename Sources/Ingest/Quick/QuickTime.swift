import ChargebackModel

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
