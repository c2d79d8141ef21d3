import ChargebackModel

/// Reads the spellings of a moment that Azure's logs use, all of them UTC unless they say otherwise.
///
/// - ISO 8601 with any number of fraction digits, `Z`, an offset or nothing: `2024-07-02T06:31:31.4465902Z`
/// - .NET, month first: `6/22/2023 1:58:43 PM`, `5/25/2023, 4:32:49.469 AM`, `06/22/2023 13:58:43`, `09/21/2023`
/// - HTTP: `Fri, 17 May 2024 13:18:21 GMT`
/// - web servers' access logs: `17/May/2024:13:18:21 +0000`
/// - numbers: `20260402`, seconds since 1970 (also with a fraction), .NET ticks
///
/// A no-break space before AM or PM, as newer ICU prints it, is a space.
enum TimestampText {
  /// - Returns: nil if the text is none of these, or if its day stands first (`25/05/2023`): then the file's order of day
  ///   and month would have to be known. Nil also before 1970: .NET prints a missing time as `1/1/0001 12:00:00 AM`.
  static func parse(_ text: String) -> Instant? {
    spelled(text).flatMap { $0.milliseconds < 0 ? nil : $0 }
  }

  private static func spelled(_ text: String) -> Instant? {
    var reader = TextReader(text)
    reader.skipSpaces()
    if reader.peekIsLetter { return http(&reader) }
    guard let first = reader.number() else { return nil }
    switch reader.peek {
    case UInt8(ascii: "-"): return first.count == 4 ? iso(&reader, year: first.value) : nil
    case UInt8(ascii: "/"): return accessLog(reader, day: first.value) ?? monthFirst(&reader, month: first.value)
    default: return number(&reader, digits: first)
    }
  }

  // MARK: ISO 8601

  private static func iso(_ reader: inout TextReader, year: Int) -> Instant? {
    guard reader.take("-"), let month = reader.number()?.value, reader.take("-"), let day = reader.number()?.value
    else {
      return nil
    }
    if reader.atEnd { return Instant(year: year, month: month, day: day) }
    guard reader.take("T") || reader.take("t") || reader.take(" ") else { return nil }
    guard let clock = clock(&reader) else { return nil }
    var offset = 0
    if let sign = reader.takeSign() {
      guard let minutes = reader.offset() else { return nil }
      offset = sign * minutes
    } else {
      _ = reader.take("Z") || reader.take("z")
    }
    guard reader.atEnd else { return nil }
    return Instant(
      year: year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second,
      millisecond: clock.millisecond
    )?.advanced(byMilliseconds: Int64(-offset) * 60_000)
  }

  // MARK: .NET

  private static func monthFirst(_ reader: inout TextReader, month: Int) -> Instant? {
    guard reader.take("/"), let day = reader.number()?.value, reader.take("/"), let year = reader.digits(4) else {
      return nil
    }
    _ = reader.take(",")
    reader.skipSpaces()
    if reader.atEnd { return Instant(year: year, month: month, day: day) }
    guard var clock = clock(&reader) else { return nil }
    reader.skipSpaces()
    if !reader.atEnd {
      guard let half = reader.half(), (1...12).contains(clock.hour), reader.atEnd else { return nil }
      clock.hour = clock.hour % 12 + (half == .afternoon ? 12 : 0)
    }
    return Instant(
      year: year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second,
      millisecond: clock.millisecond)
  }

  // MARK: HTTP

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func http(_ reader: inout TextReader) -> Instant? {
    _ = reader.word()
    guard reader.take(",") else { return nil }
    reader.skipSpaces()
    guard let day = reader.number()?.value else { return nil }
    reader.skipSpaces()
    guard let month = months.firstIndex(of: reader.word()) else { return nil }
    reader.skipSpaces()
    guard let year = reader.digits(4) else { return nil }
    reader.skipSpaces()
    guard let clock = clock(&reader) else { return nil }
    reader.skipSpaces()
    let zone = reader.word()
    guard zone == "GMT" || zone == "UTC", reader.atEnd else { return nil }
    return Instant(
      year: year, month: month + 1, day: day, hour: clock.hour, minute: clock.minute, second: clock.second)
  }

  // MARK: Access logs

  private static func accessLog(_ reader: TextReader, day: Int) -> Instant? {
    var reader = reader
    guard reader.take("/"), reader.peekIsLetter, let month = months.firstIndex(of: reader.word()), reader.take("/"),
      let year = reader.digits(4), reader.take(":"), let clock = clock(&reader)
    else { return nil }
    reader.skipSpaces()
    guard let sign = reader.takeSign(), let offset = reader.offset(), reader.atEnd else { return nil }
    return Instant(
      year: year, month: month + 1, day: day, hour: clock.hour, minute: clock.minute, second: clock.second
    )?.advanced(byMilliseconds: Int64(-sign * offset) * 60_000)
  }

  // MARK: Numbers

  private static func number(_ reader: inout TextReader, digits: (value: Int, count: Int)) -> Instant? {
    let isWhole = reader.atEnd
    let fraction = reader.take(".") ? reader.milliseconds() : 0
    guard let fraction, reader.atEnd else { return nil }
    switch digits.count {
    case 8 where isWhole:
      return Instant(year: digits.value / 10_000, month: digits.value / 100 % 100, day: digits.value % 100)
    // Seconds since 1970: ten digits from 2001 to 2286.
    case 10: return Instant(milliseconds: Int64(digits.value * 1000 + fraction))
    case 18 where isWhole: return ticks(Int64(digits.value))
    default: return nil
    }
  }

  /// .NET ticks: 100 nanoseconds since 0001-01-01T00:00Z, to the end of the year 9999.
  static func ticks(_ ticks: Int64) -> Instant? {
    guard (621_355_968_000_000_001...3_155_378_975_999_999_999).contains(ticks) else { return nil }
    return Instant(milliseconds: (ticks - 621_355_968_000_000_000) / 10_000)
  }

  // MARK: Time of day

  private static func clock(
    _ reader: inout TextReader
  ) -> (hour: Int, minute: Int, second: Int, millisecond: Int)? {
    guard let hour = reader.number()?.value, reader.take(":"), let minute = reader.digits(2) else { return nil }
    guard reader.take(":") else { return (hour, minute, 0, 0) }
    guard let second = reader.digits(2) else { return nil }
    guard reader.take(".") else { return (hour, minute, second, 0) }
    guard let millisecond = reader.milliseconds() else { return nil }
    return (hour, minute, second, millisecond)
  }
}
