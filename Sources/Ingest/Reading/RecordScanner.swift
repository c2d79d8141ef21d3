import CSV
import ChargebackModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Cuts a file into its records, however they lie in it.
///
/// JSON lines, pretty-printed objects one after another, arrays (also without an end), `{"records": […]}`,
/// `{"tables": […]}`, CSV with a header that a format knows, and any of these one behind the other. Damage costs the
/// damaged record only: reading goes on at the next line that begins a record and is indented no deeper.
final class RecordScanner {
  private enum Frame: Equatable {
    /// Elements are records or further containers.
    case array
    /// An object around arrays of records: `{"records": […]}`, `{"value": […]}`.
    case envelope
    /// The elements of `tables`.
    case tables
    case table
    /// `rows` of a table with these columns.
    case rows(TableHeader)
  }

  private let window: ByteWindow
  private let parser = JSONParser()
  private let nested = NestedJSON()
  private let knowsHeader: (TableHeader) -> Bool
  private var frames: [Frame] = []
  private var columns: TableHeader?
  private var csv: TableHeader?
  /// Bytes of the item handed out last.
  private var pending = 0
  private var skipsLine = false

  /// - Parameter knowsHeader: whether a line of names is a CSV header that some format reads.
  init(_ window: ByteWindow, knowsHeader: @escaping (TableHeader) -> Bool) {
    self.window = window
    self.knowsHeader = knowsHeader
  }

  /// The next item; nil at the end of the file.
  func next() throws(FileFailure) -> ScannedItem? {
    window.advance(pending)
    pending = 0
    nested.reset()
    if skipsLine { try skipRestOfLine() }
    while true {
      try skipSpace()
      guard window.count > 0 else {
        guard !frames.isEmpty else { return nil }
        frames = []
        return .notice(
          .unterminatedArray, place: place, message: "the list of records has no end: the export was cut off")
      }
      if let item = try step() { return item }
    }
  }

  // MARK: One step

  private func step() throws(FileFailure) -> ScannedItem? {
    let byte = window[0]
    switch (frames.last, byte) {
    case (nil, UInt8(ascii: "{")), (.array, UInt8(ascii: "{")):
      csv = nil
      return try object()
    case (nil, UInt8(ascii: "[")), (.array, UInt8(ascii: "[")):
      csv = nil
      enter(.array)
    case (nil, _):
      return try csv == nil ? headerLine() : csvRow()
    case (.array, UInt8(ascii: "]")), (.tables, UInt8(ascii: "]")), (.rows, UInt8(ascii: "]")),
      (.envelope, UInt8(ascii: "}")), (.table, UInt8(ascii: "}")):
      frames.removeLast()
      window.advance(1)
    case (.tables, UInt8(ascii: "{")):
      columns = nil
      enter(.table)
    case (.rows(let header), UInt8(ascii: "[")):
      return try row(header)
    case (.envelope, UInt8(ascii: "\"")), (.table, UInt8(ascii: "\"")):
      return try member()
    default:
      return try broken(.malformed, "the record is no JSON record")
    }
    return nil
  }

  private func enter(_ frame: Frame) {
    guard frames.count < JSONScan.depthLimit else {
      window.advance(1)
      return
    }
    frames.append(frame)
    window.advance(1)
  }

  private var place: String { window.column == 1 ? "\(window.line)" : "\(window.line):\(window.column)" }

  // MARK: JSON

  private static let envelopes: Set = ["records", "value", "tables", "Documents"]

  private func object() throws(FileFailure) -> ScannedItem? {
    if let key = try firstKey(), RecordScanner.envelopes.contains(key) {
      enter(.envelope)
      return nil
    }
    let length: Int
    let value: JSONValue
    if let line = try wholeLine(), let parsed = try? parser.parse(line, padded: true), parsed.isObject {
      (length, value) = (line.count, parsed)
    } else {
      switch try end(from: 0) {
      case .failure(let failure): return try broken(failure.code, failure.message)
      case .success(let end):
        do {
          value = try parser.parse(UnsafeRawBufferPointer(rebasing: window.bytes[..<end]), padded: true)
          length = end
        } catch {
          return try broken(.malformed, RecordScanner.sentence(error.reason))
        }
      }
    }
    // An envelope whose list is not its first member: gone through again, piece by piece.
    if RecordScanner.envelopes.contains(where: { value.member($0)?.isArray == true }) {
      enter(.envelope)
      return nil
    }
    pending = length
    return .record(Record(body: .object(value), nested: nested), place: place)
  }

  /// The line that begins here, if the record seems to be all of it: the common case, found with one look for its end.
  private func wholeLine() throws(FileFailure) -> UnsafeRawBufferPointer? {
    guard frames.isEmpty, window.column == 1 else { return nil }
    var length = window.count
    while true {
      if let found = memchr(window.bytes.baseAddress!, 10, window.count) {
        length = UnsafeRawPointer(found) - window.bytes.baseAddress!
        break
      }
      let known = window.count
      if try !window.ensure(2 * known) {
        length = window.count
        break
      }
    }
    while length > 0, window[length - 1] == 13 || window[length - 1] == 32 { length -= 1 }
    guard length > 1, window[length - 1] == UInt8(ascii: "}") else { return nil }
    return UnsafeRawBufferPointer(rebasing: window.bytes[..<length])
  }

  /// The name of the first member of the object that begins here, if a list follows it.
  private func firstKey() throws(FileFailure) -> String? {
    _ = try window.ensure(256)
    guard let quote = skipSpace(from: 1), window[quote] == UInt8(ascii: "\""),
      case .complete(let afterKey) = JSONScan.string(window.bytes, from: quote),
      let colon = skipSpace(from: afterKey), window[colon] == UInt8(ascii: ":"),
      let list = skipSpace(from: colon + 1), window[list] == UInt8(ascii: "[")
    else { return nil }
    return String(decoding: window.bytes[(quote + 1)..<(afterKey - 1)], as: UTF8.self)
  }

  /// A member of an envelope or of a table; the window stands at its name.
  private func member() throws(FileFailure) -> ScannedItem? {
    let name: String
    switch try end(from: 0) {
    case .failure(let failure): return try broken(failure.code, failure.message)
    case .success(let end):
      name = String(decoding: window.bytes[1..<(end - 1)], as: UTF8.self)
      window.advance(end)
    }
    try skipSpace()
    guard window.count > 0 else { return try broken(.cutShort, "the record ends in the middle") }
    // A list whose element this name was: a damaged envelope.
    guard window[0] == UInt8(ascii: ":") else { return try broken(.malformed, "the record is no JSON record") }
    window.advance(1)
    try skipSpace()
    guard window.count > 0 else { return try broken(.cutShort, "the record ends in the middle") }
    if window[0] == UInt8(ascii: "[") {
      switch (frames.last, name) {
      case (.envelope, "tables"):
        enter(.tables)
        return nil
      case (.envelope, _) where RecordScanner.envelopes.contains(name):
        enter(.array)
        return nil
      case (.table, "rows"):
        guard let columns else { return try broken(.malformed, "the rows of a table stand before its columns") }
        enter(.rows(columns))
        return nil
      default: break
      }
    }
    let place = place
    switch try end(from: 0) {
    case .failure(let failure): return try broken(failure.code, failure.message)
    case .success(let end):
      let text = UnsafeRawBufferPointer(rebasing: window.bytes[..<end])
      pending = end
      if frames.last == .table, name == "columns" {
        let list = try? parser.parse(text, padded: true)
        columns = TableHeader((list?.elements ?? []).map { $0.member("name")?.string ?? $0.string ?? "" })
      } else if frames.last == .envelope, name == "error", text[0] == UInt8(ascii: "{") {
        return .notice(
          .partialAnswer, place: place, message: "the answer says that it is incomplete: export again, in smaller spans"
        )
      }
      window.advance(pending)
      pending = 0
      return nil
    }
  }

  private func row(_ header: TableHeader) throws(FileFailure) -> ScannedItem? {
    switch try end(from: 0) {
    case .failure(let failure): return try broken(failure.code, failure.message)
    case .success(let end):
      guard let value = try? parser.parse(UnsafeRawBufferPointer(rebasing: window.bytes[..<end]), padded: true) else {
        return try broken(.malformed, "the row is no JSON")
      }
      let cells = value.elements
      guard cells.count == header.names.count else {
        return try broken(.malformed, "the row has \(cells.count) cells, the table \(header.names.count) columns")
      }
      pending = end
      return .record(Record(body: .row(header, cells), nested: nested), place: place)
    }
  }

  /// Where the value ends that begins at `start`.
  private func end(from start: Int) throws(FileFailure) -> Result<Int, Rejection> {
    while true {
      switch JSONScan.value(window.bytes, from: start) {
      case .complete(let end): return .success(end)
      case .broken: return .failure(Rejection(.malformed, "the record is not whole JSON"))
      case .unfinished:
        let known = window.count
        if try window.ensure(2 * known) || window.count > known { continue }
        if window.atEnd { return .failure(Rejection(.cutShort, "the record ends in the middle")) }
        return .failure(Rejection(.tooLong, "the record is longer than \(ByteWindow.limit >> 20) MiB"))
      }
    }
  }

  private static func sentence(_ reason: String) -> String {
    // simdjson's own words describe the grammar and quote nothing of the text.
    "the record is not valid JSON: " + reason
  }

  // MARK: CSV

  private func headerLine() throws(FileFailure) -> ScannedItem? {
    switch try csvCells() {
    case .failure(let failure): return try broken(failure.code, failure.message)
    case .success(let (cells, end)):
      let header = TableHeader(cells)
      guard knowsHeader(header) else {
        return try broken(.malformed, "the record is neither a JSON record nor the header of a table that is known")
      }
      csv = header
      window.advance(end)
      return nil
    }
  }

  private func csvRow() throws(FileFailure) -> ScannedItem? {
    guard let header = csv else { return nil }
    switch try csvCells() {
    case .failure(let failure): return try broken(failure.code, failure.message)
    case .success(let (cells, end)):
      let names = TableHeader(cells)
      if names == header || knowsHeader(names) {
        csv = names
        window.advance(end)
        return nil
      }
      guard cells.count == header.names.count else {
        return try broken(
          .malformed, "the row has \(cells.count) cells, the header \(header.names.count)", through: end)
      }
      pending = end
      return .record(Record(body: .csv(header, cells), nested: nested), place: place)
    }
  }

  /// The cells of the row that begins here and where it ends.
  private func csvCells() throws(FileFailure) -> Result<([String], Int), Rejection> {
    var index = 0
    var quoted = false
    while true {
      while index < window.count, quoted || window[index] != 10 {
        if window[index] == UInt8(ascii: "\"") { quoted.toggle() }
        index += 1
      }
      if index < window.count { break }
      if try window.fill() { continue }
      if !window.atEnd {
        return .failure(Rejection(.tooLong, "the record is longer than \(ByteWindow.limit >> 20) MiB"))
      }
      if quoted { return .failure(Rejection(.cutShort, "a quote is opened and never closed")) }
      break
    }
    let text = String(decoding: window.bytes[..<index], as: UTF8.self)
    do {
      return .success((try CSVRow.read(text).first?.cells ?? [], index))
    } catch {
      return .failure(Rejection(.malformed, error.message))
    }
  }

  // MARK: Damage

  /// Gives up the record that begins here and finds where to go on.
  private func broken(
    _ code: IssueCode, _ message: String, through known: Int? = nil
  ) throws(FileFailure) -> ScannedItem {
    let place = place
    let indentation = window.column - 1
    var end = known ?? 0
    if code == .tooLong {
      end = window.count
      frames = []
      skipsLine = true
    } else if known == nil {
      end = try nextBeginning(indentation)
    }
    pending = end
    var text = UnsafeRawBufferPointer(rebasing: window.bytes[..<end])
    while let last = text.last, last == 10 || last == 13 || last == 32 || last == 9 {
      text = UnsafeRawBufferPointer(rebasing: text.dropLast())
    }
    return .broken(Rejection(code, message), place: place, text: text)
  }

  /// The offset of the next line that begins a record and is indented no deeper than the damaged one. In a CSV file, of
  /// the next line.
  private func nextBeginning(_ indentation: Int) throws(FileFailure) -> Int {
    var index = 0
    while true {
      while index < window.count, window[index] != 10 { index += 1 }
      if index == window.count {
        if try window.fill() { continue }
        return index
      }
      let lineStart = index + 1
      var first = lineStart
      _ = try window.ensure(lineStart + indentation + 1)
      while first < window.count, window[first] == 32 || window[first] == 9 { first += 1 }
      let opens = first < window.count && (window[first] == UInt8(ascii: "{") || window[first] == UInt8(ascii: "["))
      if csv != nil || (frames.isEmpty && !startsJSON) || (opens && first - lineStart <= indentation) {
        // A record at the margin does not lie in the list that was being read, or the list is damaged too.
        if first == lineStart { frames = [] }
        return lineStart
      }
      index += 1
    }
  }

  /// Whether the damaged text is JSON at all; a line of something else ends with its line.
  private var startsJSON: Bool { window[0] == UInt8(ascii: "{") || window[0] == UInt8(ascii: "[") }

  private func skipRestOfLine() throws(FileFailure) {
    while true {
      if let found = window.count > 0 ? memchr(window.bytes.baseAddress!, 10, window.count) : nil {
        window.advance(UnsafeRawPointer(found) - window.bytes.baseAddress! + 1)
        break
      }
      window.advance(window.count)
      if try !window.fill() { break }
    }
    skipsLine = false
  }

  // MARK: White space

  /// Moves behind white space, byte order marks, and commas between the elements of a list.
  private func skipSpace() throws(FileFailure) {
    while true {
      var count = 0
      while count < window.count, isSpace(window[count]) { count += 1 }
      if window.count - count >= 3, window[count] == 0xEF, window[count + 1] == 0xBB, window[count + 2] == 0xBF {
        count += 3
      }
      let moved = count > 0
      window.advance(count)
      if window.count < 3, try window.fill() { continue }
      if !moved { return }
    }
  }

  private func skipSpace(from start: Int) -> Int? {
    var index = start
    while index < window.count, isSpace(window[index]) { index += 1 }
    return index < window.count ? index : nil
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    switch byte {
    case 32, 9, 10, 13: true
    // Also the record separator of RFC 7464 JSON sequences.
    case 0x1E: true
    case UInt8(ascii: ","): !frames.isEmpty
    default: false
    }
  }
}
