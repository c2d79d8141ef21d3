import ChargebackModel

/// Cuts a small text into the exchanges that somebody wrote down in it: HTTP messages, `name: value` lines, or headers as
/// Python prints them.
final class CaptureScanner: RecordSource {
  /// The longest text that is read, in bytes, for it is held in memory whole.
  private static let limit = 1 << 20

  private let window: ByteWindow
  private let nested = NestedJSON()
  private var items: [(exchange: CapturedText, line: Int)] = []
  private var isRead = false

  init(_ source: any ByteSource) { window = ByteWindow(source, capacity: CaptureScanner.limit + 1) }

  var consumed: Int64 { window.consumed }
  var mayBeEmpty: Bool { false }

  /// Whether a text that begins so is neither JSON nor a table but holds exchanges.
  static func recognises(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head.starts(with: [0xEF, 0xBB, 0xBF]) ? head[3...] : head[...], as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline)
    guard let first = lines.first?.trimmingSpaces(), !first.hasPrefix("{"), !first.hasPrefix("[") else { return false }
    if StartLine(HTTPDump.unmarked(first[...])) != nil { return true }
    if lines.contains(where: { HeaderLine(HTTPDump.unmarked($0)).map { HeaderLine.telling.contains($0.name) } ?? false }
    ) {
      return true
    }
    let unwrapped = lines.joined()
    return HeaderLine.telling.contains { unwrapped.contains("'\($0)': '") || unwrapped.contains("('\($0)', '") }
      || unwrapped.contains("Headers({'") || unwrapped.contains("Headers([('")
  }

  func next() throws -> ScannedItem? {
    if !isRead {
      isRead = true
      _ = try window.ensure(3) && window.skipByteOrderMark()
      if try window.ensure(CaptureScanner.limit + 1) {
        return .broken(
          Rejection(.tooLong, "the text is longer than \(CaptureScanner.limit >> 20) MiB"), place: "1",
          text: UnsafeRawBufferPointer(rebasing: window.bytes[..<1]))
      }
      items = CaptureScanner.exchanges(Array(window.bytes)).reversed()
      window.advance(window.count)
    }
    nested.reset()
    return items.popLast().map { .record($0.exchange.record(nested), place: "\($0.line)") }
  }

  private static func exchanges(_ bytes: [UInt8]) -> [(exchange: CapturedText, line: Int)] {
    let text = String(decoding: bytes, as: UTF8.self)
    let printed = PythonHeaders.all(in: bytes)
    if printed.isEmpty { return HTTPDump(text).exchanges }
    var end = 0
    var line = 1
    return printed.map { headers in
      let before = bytes[end..<headers.start]
      line += before.count { $0 == 10 }
      let place = line
      line += bytes[headers.start..<headers.end].count { $0 == 10 }
      end = headers.end
      let status = status(before: String(decoding: before.suffix(200), as: UTF8.self))
      return (CapturedText(status: status, responseHeaders: headers.lines), place)
    }
  }

  /// The status that is printed before the headers: `Response status: 200 - OK`.
  private static func status(before text: String) -> String {
    guard let last = text.lowercased().ranges(of: "status").last else { return "" }
    let digits = text.lowercased()[last.upperBound...].drop { !$0.isNumber }.prefix { $0.isASCII && $0.isNumber }
    return digits.count == 3 ? String(digits) : ""
  }
}
