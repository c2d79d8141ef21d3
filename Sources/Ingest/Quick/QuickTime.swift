import ChargebackModel

extension TimestampText {
  /// The same as `parse`, for the spellings of most logs without making a text of them.
  static func quick(_ text: UnsafeRawBufferPointer) -> Instant? {
    iso(text) ?? dotNet(text) ?? parse(String(decoding: text, as: UTF8.self))
  }

  /// `10/1/2026 12:00:00 AM`
  private static func dotNet(_ text: UnsafeRawBufferPointer) -> Instant? {
    var reader = DigitReader(text)
    guard let month = reader.number(1...2, before: "/"), let day = reader.number(1...2, before: "/"),
      let year = reader.number(4...4, before: " "), let hour = reader.number(1...2, before: ":"),
      let minute = reader.number(2...2, before: ":"), let second = reader.number(2...2, before: " "),
      (1...12).contains(hour), year >= 1970, reader.rest == 2, text[text.count - 1] == UInt8(ascii: "M")
    else { return nil }
    let half = text[text.count - 2]
    guard half == UInt8(ascii: "A") || half == UInt8(ascii: "P") else { return nil }
    return Instant(
      year: year, month: month, day: day, hour: hour % 12 + (half == UInt8(ascii: "P") ? 12 : 0), minute: minute,
      second: second)
  }

  /// `2026-10-01T00:00:00Z`, with any fraction.
  private static func iso(_ text: UnsafeRawBufferPointer) -> Instant? {
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

extension TimeSpan {
  /// The same as `milliseconds`, for the spelling of most logs without making a text of it: `00:00:02.4090000`.
  static func quick(_ text: UnsafeRawBufferPointer) -> Int64? {
    var reader = DigitReader(text)
    guard let hours = reader.number(2...2, before: ":"), let minutes = reader.number(2...2, before: ":"),
      let seconds = reader.number(2...2, before: "."), let fraction = reader.number(7...7, before: nil), minutes < 60,
      seconds < 60
    else { return milliseconds(String(decoding: text, as: UTF8.self)) }
    return Int64(((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction / 10_000)
  }
}
