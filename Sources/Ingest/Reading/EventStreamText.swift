/// A stream of events that a client saved as it came: no JSON, but one record all the same.
///
/// Such a record has one field, `stream`. It ends with the event that ends an answer, or with the file.
enum EventStreamText {
  static let header = TableHeader(["stream"])

  /// The length of the stream that the window begins with; nil if it begins with none.
  static func length(in window: ByteWindow) throws(FileFailure) -> Int? {
    _ = try window.ensure(4096)
    let beginning = window.bytes.prefix(4096)
    guard ServerSentEvents.isStream(String(decoding: beginning.prefix(16), as: UTF8.self)),
      !ServerSentEvents(String(decoding: beginning, as: UTF8.self)).events.isEmpty
    else { return nil }
    var lineStart = 0
    var isLastEvent = false
    while true {
      guard let end = window.bytes[lineStart...].firstIndex(of: 0x0A) else {
        let known = window.count
        if try window.ensure(2 * known) || window.count > known { continue }
        return window.count
      }
      let line = window.bytes[lineStart..<end]
      if line.starts(with: "data: [DONE]".utf8) || line.starts(with: "data:[DONE]".utf8) { return end }
      isLastEvent = isLastEvent || endsAnswer(line.prefix(64))
      if isLastEvent, line.allSatisfy({ $0 == 0x0D }) { return end }
      lineStart = end + 1
    }
  }

  static func record(_ text: Slice<UnsafeRawBufferPointer>, _ nested: NestedJSON) -> Record {
    Record(body: .csv(header, [String(decoding: text, as: UTF8.self)]), nested: nested)
  }

  private static let lastEvents = ["response.completed", "response.incomplete", "response.failed", "message_stop"]

  private static func endsAnswer(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
    let text = String(decoding: line, as: UTF8.self)
    return lastEvents.contains { text.contains($0) }
  }
}
