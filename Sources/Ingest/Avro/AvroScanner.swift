import ChargebackModel

/// Cuts an Avro file into its records: of an Event Hubs Capture file, those in the bodies of its events.
///
/// Source: Microsoft Learn, "Capture events through Azure Event Hubs". Any other schema: each Avro record is a record.
///
/// - A file of a time without events holds a header only.
/// - A body is one event, several in lines, a batch `{"records": […]}`, also behind a byte order mark or in gzip; or null.
/// - `EnqueuedTimeUtc` is offered to records that bear no time of their own.
final class AvroScanner: RecordSource {
  private let file: AvroFile
  private let scanner: (ByteWindow) -> RecordScanner
  private var values: AvroValues?
  private var isOpened = false
  /// Of the Avro record, counted from 1.
  private var number = 0
  private var body: RecordScanner?
  private var packed: Archive?
  private var enqueued: Instant?
  private let parser = JSONParser()
  private let nested = NestedJSON()
  /// Stands for a damaged block where rejected records are told apart.
  private let identity = UnsafeMutableRawBufferPointer.allocate(byteCount: 32, alignment: 8)

  /// - Parameter scanner: makes the scanner of a body.
  init(_ source: any ByteSource, scanner: @escaping (ByteWindow) -> RecordScanner) {
    file = AvroFile(source)
    self.scanner = scanner
  }

  deinit { identity.deallocate() }

  var consumed: Int64 { file.window.consumed }
  var mayBeEmpty: Bool { values != nil }

  func next() throws -> ScannedItem? {
    nested.reset()
    do {
      while true {
        if let item = try nextOfBody() { return item }
        if !isOpened {
          isOpened = true
          values = try AvroValues(schema: try file.header().schema)
        }
        guard let values else { return nil }
        if let event = try values.next() {
          number += 1
          if let item = try begin(event, values.holdsBodies) { return item }
        } else if let block = try file.nextBlock() {
          try values.begin(block)
        } else {
          return nil
        }
      }
    } catch let rejection as Rejection {
      return broken(rejection)
    }
  }

  func nextPlain(_ lane: QuickLane) throws -> String? { try body?.nextPlain(lane).map(place) }

  private func begin(_ event: AvroValues.Event, _ holdsBodies: Bool) throws -> ScannedItem? {
    guard holdsBodies else {
      let value = try? event.json.withUnsafeBytes { bytes throws(JSONParser.Malformed) in
        try parser.parse(bytes, padded: false)
      }
      guard let value, value.isObject else {
        throw Rejection(.malformed, "the record of the Avro file is no object")
      }
      return .record(Record(body: .object(value), nested: nested), place: place(nil))
    }
    guard let bytes = event.body, !bytes.isEmpty else { return .nothing }
    enqueued = event.enqueued.flatMap(TimestampText.parse)
    let source = try PeekedSource(MemorySource(bytes))
    switch Packing(source.head) {
    case .text:
      body = scanner(ByteWindow(source, capacity: bytes.count + 1))
    case .utf16(let isBigEndian):
      body = scanner(ByteWindow(UTF16Source(source, isBigEndian: isBigEndian), capacity: 2 * bytes.count + 1))
    case .archive:
      let archive = Archive(source)
      guard try archive.nextMember() != nil else {
        throw Rejection(.cutShort, "the packed body of the event is damaged")
      }
      packed = archive
      body = scanner(ByteWindow(MemberSource(archive), capacity: 1 << 16))
    case .avro, .unreadable:
      throw Rejection(.malformed, "the body of the event is no text in UTF-8 or UTF-16")
    }
    return nil
  }

  private func nextOfBody() throws -> ScannedItem? {
    guard let item = try body?.next() else {
      body = nil
      defer { packed = nil }
      if packed?.isDamaged == true { throw Rejection(.cutShort, "the packed body of the event is damaged") }
      return nil
    }
    switch item {
    case .record(var record, let line):
      record.transportTime = enqueued
      return .record(record, place: place(line))
    case .broken(let rejection, let line, let text): return .broken(rejection, place: place(line), text: text)
    case .notice(let code, let line, let message): return .notice(code, place: place(line), message: message)
    case .page, .nothing: return item
    }
  }

  private func place(_ line: String?) -> String {
    "record \(number)" + (line.map { $0 == "1" ? "" : ", line \($0)" } ?? "")
  }

  private func broken(_ rejection: Rejection) -> ScannedItem {
    var text = file.sync
    withUnsafeBytes(of: file.window.consumed) { text += $0 }
    withUnsafeBytes(of: number) { text += $0 }
    identity.copyBytes(from: text.prefix(32))
    return .broken(
      rejection, place: "behind record \(number)", text: UnsafeRawBufferPointer(identity))
  }
}
