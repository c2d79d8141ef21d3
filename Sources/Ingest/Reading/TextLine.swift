/// A line that is no JSON but a record all the same: what nginx writes with the log-helper proxy's `log_format`.
///
/// Such a record has one field, `line`.
enum TextLine {
  static let header = TableHeader(["line"])
  /// Stands between the parts of such a line, and in no other log that is known.
  static let separator = "\" ||| \""

  /// The length of the line that the window begins with; nil if it is none of these.
  static func length(in window: ByteWindow) throws(FileFailure) -> Int? {
    var end = window.bytes.firstIndex(of: 10)
    while end == nil, try window.ensure(2 * window.count) { end = window.bytes.firstIndex(of: 10) }
    let line = window.bytes[..<(end ?? window.count)]
    return contains(line, Array(separator.utf8)) ? line.count : nil
  }

  static func record(_ line: Slice<UnsafeRawBufferPointer>, _ nested: NestedJSON) -> Record {
    Record(body: .csv(header, [String(decoding: line, as: UTF8.self)]), nested: nested)
  }

  private static func contains(_ line: Slice<UnsafeRawBufferPointer>, _ wanted: [UInt8]) -> Bool {
    var rest = line
    while let found = rest.firstIndex(of: wanted[0]) {
      if rest[found...].starts(with: wanted) { return true }
      rest = rest[(found + 1)...]
    }
    return false
  }
}
