import ChargebackModel

/// Cuts a file into its records, however they lie in it.
///
/// JSON lines, pretty-printed objects one after another, arrays (also without an end), `{"records": […]}`, pages
/// (`value`, `Documents`, lists of OpenAI), the answers of Log Analytics (`tables`) and of Kusto (`Tables`, and frames of
/// its second version), CSV with a header or a first row that a format knows, and any of these one behind the other.
/// Damage costs the damaged record only: reading goes on at the next line that begins a record and is indented no deeper.
final class RecordScanner: RecordSource {
  enum Frame: Equatable {
    /// Elements are records or further containers.
    case array
    /// An object around arrays of records: `{"records": […]}`, `{"value": […]}`.
    case envelope
    /// The log of an HTTP archive: `{"log": {"version": "1.2", …, "entries": […]}}`.
    case captureLog
    /// The elements of `tables`.
    case tables
    case table
    /// `rows` of a table with these columns.
    case rows(TableHeader)
  }

  let window: ByteWindow
  private let parser = JSONParser()
  let nested = NestedJSON()
  let knowsHeader: (TableHeader) -> Bool
  let knowsRow: (Record) -> Bool
  var frames: [Frame] = []
  private var columns: TableHeader?
  /// Of a table of a Kusto answer.
  private var tableKind: String?
  var page: Page?
  var csv: CSVTableState?
  let statedOrder: DateOrder?
  private let looksAtDates: Bool
  /// Bytes of the item handed out last.
  var pending = 0
  /// Of the damaged record handed out last, what the window could not hold.
  var remains: Remains?
  private var isDayFirstKnown = false
  /// Whether damage hid where a list ends, whose commas and brackets then stand between records.
  var hasLostList = false

  /// - Parameters:
  ///   - order: of day and month; nil to find it out from the file.
  ///   - looksAtDates: whether the input is a whole file, whose dates tell the order together.
  ///   - knowsRow: whether some format reads a CSV row, where none knows the header.
  ///   - knowsHeader: whether a line of names is a CSV header that some format reads.
  init(
    _ window: ByteWindow, order: DateOrder? = nil, looksAtDates: Bool = true,
    knowsRow: @escaping (Record) -> Bool = { _ in false },
    knowsHeader: @escaping (TableHeader) -> Bool
  ) {
    self.window = window
    statedOrder = order
    self.looksAtDates = looksAtDates
    self.knowsRow = knowsRow
    self.knowsHeader = knowsHeader
  }

  var consumed: Int64 { window.consumed }
  var mayBeEmpty: Bool { false }

  /// The next item; nil at the end of the file.
  func next() throws(FileFailure) -> ScannedItem? {
    try leaveLastItem()
    while true {
      try skipSpace()
      guard window.count > 0 else {
        guard !frames.isEmpty else { return endOfTable() }
        frames = []
        return .notice(
          .unterminatedArray, place: place, message: "the list of records has no end: the export was cut off")
      }
      if let item = try step() { return item }
    }
  }

  /// Longer records are left to `next` where the window ends in them.
  private static let longestPlain = 1 << 16

  func nextPlain(_ lane: QuickLane) throws(FileFailure) -> String? {
    try leaveLastItem()
    try skipSpace()
    guard window.count > 0, window[0] == UInt8(ascii: "{"), csv == nil, frames.isEmpty || frames.last == .array,
      !nested.isDayFirst
    else { return nil }
    while true {
      if let length = lane.read(window.base) {
        pending = length
        return place
      }
      // Where the window ends in the record, there is more of it. A long text without line breaks is not gone over again
      // for each of its records.
      guard window.count < RecordScanner.longestPlain, window.lineBreak() == nil, try window.ensure(2 * window.count)
      else { return nil }
    }
  }

  private func leaveLastItem() throws(FileFailure) {
    if !isDayFirstKnown { try decideDayFirst() }
    window.advance(pending)
    pending = 0
    nested.reset()
    while let remains { window.advance(try skip(remains)) }
  }

  /// As far as the window reaches: a file is mostly of one gateway, so its first dates are like its last.
  private func decideDayFirst() throws(FileFailure) {
    isDayFirstKnown = true
    if let statedOrder {
      nested.isDayFirst = statedOrder == .dayFirst
    } else if looksAtDates {
      _ = try window.ensure(window.capacity)
      let evidence = JSONDates.evidence(in: window.bytes)
      nested.isDayFirst = evidence.dayFirst && !evidence.monthFirst
    }
  }

  // MARK: One step

  private func step() throws(FileFailure) -> ScannedItem? {
    let byte = window[0]
    switch (frames.last, byte) {
    case (nil, UInt8(ascii: "{")), (.array, UInt8(ascii: "{")):
      if let notice = endOfTable() { return notice }
      return try object()
    case (nil, UInt8(ascii: "[")), (.array, UInt8(ascii: "[")):
      if let notice = endOfTable() { return notice }
      enter(.array)
    case (nil, UInt8(ascii: "]")) where hasLostList, (nil, UInt8(ascii: "}")) where hasLostList:
      window.advance(1)
    case (nil, _):
      return try csv == nil ? headerLine() : csvRow()
    case (.array, UInt8(ascii: "]")), (.tables, UInt8(ascii: "]")), (.rows, UInt8(ascii: "]")),
      (.envelope, UInt8(ascii: "}")), (.captureLog, UInt8(ascii: "}")), (.table, UInt8(ascii: "}")):
      frames.removeLast()
      window.advance(1)
      if let page, frames.count < page.depth { return endOfPage() }
    case (.tables, UInt8(ascii: "{")):
      columns = nil
      tableKind = nil
      enter(.table)
    case (.rows(let header), UInt8(ascii: "[")):
      return try row(header)
    case (.rows, UInt8(ascii: "{")):
      return try errorAmongRows()
    case (.envelope, UInt8(ascii: "\"")), (.captureLog, UInt8(ascii: "\"")), (.table, UInt8(ascii: "\"")):
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

  var place: String { window.column == 1 ? String(window.line) : "\(window.line):\(window.column)" }

  // MARK: JSON

  private static let envelopes: Set = ["records", "value", "tables", "Tables", "Documents"]

  private func object() throws(FileFailure) -> ScannedItem? {
    if let first = try firstKey() {
      if first.hasList, RecordScanner.envelopes.contains(first.name) {
        enterEnvelope()
        return nil
      }
      if first.name == "log", isCaptureLog() {
        enter(.envelope)
        return nil
      }
      // A frame of Kusto's second version, too long to be read as one.
      if first.name == "FrameType" {
        enter(.table)
        return nil
      }
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
          return try broken(.malformed, RecordScanner.sentence(error.reason), through: end)
        }
      }
    }
    // An envelope whose list is not its first member: gone through again, piece by piece.
    let isList = value.member("has_more") != nil && value.member("data")?.isArray == true
    if isList || RecordScanner.envelopes.contains(where: { value.member($0)?.isArray == true }) {
      enterEnvelope()
      return nil
    }
    pending = length
    let text = UnsafeRawBufferPointer(rebasing: window.bytes[..<length])
    return .record(Record(body: .object(value), nested: nested, text: text), place: place)
  }

  /// The line that begins here, if the record seems to be all of it: the common case, found with one look for its end.
  private func wholeLine() throws(FileFailure) -> UnsafeRawBufferPointer? {
    guard frames.isEmpty, window.column == 1 else { return nil }
    var length = window.count
    while true {
      if let lineBreak = window.lineBreak() {
        length = lineBreak
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

  private func enterEnvelope() {
    let place = place
    enter(.envelope)
    // Not one inside another; nor one that damage left behind.
    if frames.count <= page?.depth ?? .max { page = Page(depth: frames.count, place: place) }
  }

  private func endOfPage() -> ScannedItem? {
    defer { page = nil }
    guard let page, page.isPaged else { return nil }
    return .page(hasNext: page.hasNext, place: page.place)
  }

  /// The name of the first member of the object that begins here, and whether a list follows it.
  private func firstKey() throws(FileFailure) -> (name: String, hasList: Bool)? {
    _ = try window.ensure(256)
    guard let quote = skipSpace(from: 1), window[quote] == UInt8(ascii: "\""),
      case .complete(let afterKey) = JSONScan.string(window.bytes, from: quote),
      let colon = skipSpace(from: afterKey), window[colon] == UInt8(ascii: ":"),
      let value = skipSpace(from: colon + 1)
    else { return nil }
    let name = String(decoding: window.bytes[(quote + 1)..<(afterKey - 1)], as: UTF8.self)
    return (name, window[value] == UInt8(ascii: "["))
  }

  /// Whether the object that begins here is an HTTP archive, and not a log record whose first member has that name.
  private func isCaptureLog() -> Bool {
    let start = String(decoding: window.bytes.prefix(256), as: UTF8.self).filter { !$0.isWhitespace }
    return ["version", "creator", "browser", "pages", "entries", "comment"].contains {
      start.hasPrefix("{\"log\":{\"\($0)\":")
    }
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
    if window[0] == UInt8(ascii: "{"), frames == [.envelope], name == "log" {
      enter(.captureLog)
      return nil
    }
    if window[0] == UInt8(ascii: "[") {
      switch (frames.last, name) {
      case (.captureLog, "entries"):
        enter(.array)
        return nil
      case (.envelope, "tables"), (.envelope, "Tables"):
        enter(.tables)
        return nil
      case (.envelope, _) where RecordScanner.envelopes.contains(name) || name == "data":
        page?.takeList(name)
        enter(.array)
        return nil
      case (.table, "rows"), (.table, "Rows"):
        guard tableKind == nil || tableKind == "PrimaryResult" else { break }
        guard let columns else { return try broken(.malformed, "the rows of a table stand before its columns") }
        if Kusto.isBookkeeping(columns) { break }
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
      let value = try? parser.parse(text, padded: true)
      if frames.last == .table {
        if name.lowercased() == "columns" { columns = Kusto.header(value) }
        if name == "TableKind" { tableKind = value?.string }
      } else {
        page?.takeMember(name, value)
      }
      if let value, Kusto.isIncomplete(name, value) {
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
        return try broken(.malformed, "the row is no JSON", through: end)
      }
      let cells = value.elements
      guard cells.count == header.names.count else {
        return try broken(
          .malformed, "the row has \(cells.count) cells, the table \(header.names.count) columns", through: end)
      }
      pending = end
      return .record(Record(body: .row(header, cells), nested: nested), place: place)
    }
  }

  /// What stands among the rows of a Kusto answer that ran into a limit.
  private func errorAmongRows() throws(FileFailure) -> ScannedItem? {
    let place = place
    switch try end(from: 0) {
    case .failure(let failure): return try broken(failure.code, failure.message)
    case .success(let end): pending = end
    }
    return .notice(
      .partialAnswer, place: place, message: "the answer says that it is incomplete: export again, in smaller spans")
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

  // MARK: White space

  /// Moves behind white space, byte order marks, and commas between the elements of a list.
  func skipSpace() throws(FileFailure) {
    while true {
      var count = 0
      while count < window.count, isSpace(window[count]) { count += 1 }
      window.advance(count)
      if window.count < 3, try window.fill() { continue }
      if !window.skipByteOrderMark(), count == 0 { return }
    }
  }

  func skipSpace(from start: Int) -> Int? {
    var index = start
    while index < window.count, isSpace(window[index]) { index += 1 }
    return index < window.count ? index : nil
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    switch byte {
    case 32, 9, 10, 13: true
    // Also the record separator of RFC 7464 JSON sequences.
    case 0x1E: true
    case UInt8(ascii: ","): !frames.isEmpty || hasLostList && csv == nil
    default: false
    }
  }
}
