extension Instant {
  /// Reads when something begins to hold: a day, which is its midnight in UTC, or a moment of RFC 3339 with `Z` or any
  /// offset.
  ///
  ///     Instant(dayOrTime: "2026-10-15")
  ///     Instant(dayOrTime: "2026-10-15T22:30:00+02:00")
  ///     Instant(dayOrTime: "2026-10-15T20:29:59.999Z")
  ///
  /// Nil if it is anything else, also where it lies between two milliseconds: such a moment could not be kept as it is.
  package init?(dayOrTime text: some StringProtocol) {
    if let day = CivilDate(text) {
      self = day.startUTC
      return
    }
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[10] | 0x20 == UInt8(ascii: "t"),
      let day = CivilDate(String(decoding: bytes[..<10], as: UTF8.self)),
      let hour = Instant.number(bytes[11..<13]), bytes[13] == UInt8(ascii: ":"),
      let minute = Instant.number(bytes[14..<16]), bytes[16] == UInt8(ascii: ":"),
      let second = Instant.number(bytes[17..<19]), second < 60
    else { return nil }
    var rest = bytes[19...]
    guard let millisecond = Instant.milliseconds(&rest), let offset = Instant.offset(rest),
      let local = Instant(
        year: day.year, month: day.month, day: day.day, hour: hour, minute: minute, second: second,
        millisecond: millisecond)
    else { return nil }
    let moment = local.advanced(byMilliseconds: Int64(-offset) * 60_000)
    // An offset may lead out of the years that can be written.
    guard (1...9999).contains(moment.date.year) else { return nil }
    self = moment
  }

  /// What `init(dayOrTime:)` reads as the same moment: `2026-10-15` at midnight, else `2026-10-15T20:30:00Z`.
  package var dayOrTime: String { self == date.startUTC ? date.description : iso8601 }

  /// Two digits.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.allSatisfy { (48...57).contains($0) } ? bytes.reduce(0) { $0 * 10 + Int($1 - 48) } : nil
  }

  /// A fraction of a second, which may be missing; nil where it is not whole milliseconds.
  private static func milliseconds(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    guard bytes.first == UInt8(ascii: ".") else { return 0 }
    let digits = bytes.dropFirst().prefix { (48...57).contains($0) }
    bytes = bytes[digits.endIndex...]
    guard !digits.isEmpty, digits.dropFirst(3).allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
    return number((Array(digits) + [48, 48])[..<3])
  }

  /// In minutes, from `Z` or `+02:00`.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    let bytes = Array(bytes)
    if bytes.count == 1, bytes[0] | 0x20 == UInt8(ascii: "z") { return 0 }
    guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      let hours = number(bytes[1..<3]), bytes[3] == UInt8(ascii: ":"), let minutes = number(bytes[4..<6]),
      hours < 24, minutes < 60
    else { return nil }
    return (bytes[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }
}
