import ChargebackModel

@testable import Ingest

/// What the scanner finds, one line an item: a record as `place name=value …`, damage as `place code`, a remark about the
/// file as `place code!`.
enum Scanned {
  static func lines(_ text: String, capacity: Int = 1 << 20) throws -> [String] {
    try lines(Array(text.utf8), capacity: capacity)
  }

  static func lines(_ bytes: [UInt8], capacity: Int = 1 << 20) throws -> [String] {
    try OpenBytes.file(bytes) { try lines(ByteWindow(descriptor: $0, capacity: capacity)) }
  }

  static func lines(_ window: ByteWindow) throws -> [String] {
    let scanner = RecordScanner(window) { $0.names.contains("id") }
    var lines: [String] = []
    while let item = try scanner.next() {
      if let line = line(item) { lines.append(line) }
    }
    return lines
  }

  static func line(_ item: ScannedItem) -> String? {
    switch item {
    case .record(let record, let place):
      place + record.names.map { " \($0)=\(record[$0]?.canonical ?? "?")" }.joined()
    case .broken(let rejection, let place, _): "\(place) \(rejection.code.rawValue)"
    case .notice(let code, let place, _): "\(place) \(code.rawValue)!"
    case .page(let hasNext, let place): hasNext ? "\(place) page…" : nil
    case .nothing: nil
    }
  }
}
