/// Reads .NET's `TimeSpan`: `hh:mm:ss.fffffff`, with days as `d.hh:mm:ss`.
enum TimeSpan {
  /// In milliseconds; nil for any other text.
  static func milliseconds(_ text: String) -> Int64? {
    var reader = TextReader(text)
    guard var hours = reader.number()?.value, hours < 1_000_000 else { return nil }
    if reader.take(".") {
      guard let more = reader.digits(2) else { return nil }
      hours = hours * 24 + more
    }
    guard reader.take(":"), let minutes = reader.digits(2), reader.take(":"), let seconds = reader.digits(2) else {
      return nil
    }
    let fraction = reader.take(".") ? reader.milliseconds() : 0
    guard let fraction, reader.atEnd, minutes < 60, seconds < 60 else { return nil }
    return Int64(((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction)
  }
}
