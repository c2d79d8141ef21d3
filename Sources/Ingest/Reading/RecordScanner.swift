import CSV
import ChargebackModel

/// Cuts a file into its records, however they lie in it.
///
/// JSON lines, pretty-printed objects one after another, arrays (also without an end), `{"records": […]}`, pages
/// (`value`, `Documents`, lists of OpenAI), the answers of Log Analytics (`tables`) and of Kusto (`Tables`, and frames of
/// its second version), CSV with a header or a first row that a format knows, and any of these one behind the other.
/// Damage costs the damaged record only: reading goes on at the next line that begins a record and is indented no deeper.
final class RecordScanner: RecordSource {
  private enum Frame: Equatable {
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

  private let window: ByteWindow
  private let parser = JSONParser()
  private let nested = NestedJSON()
  private let knowsHeader: (TableHeader) -> Bool
  private let knowsRow: (Record) -> Bool
  private var frames: [Frame] = []
  private var columns: TableHeader?
  /// Of a table of a Kusto answer.
  private var tableKind: String?
  private var page: Page?
  private var csv: CSVTableState?
  private let statedOrder: DateOrder?
  /// Bytes of the item handed out last.
  private var pending = 0
  /// Of the damaged record handed out last, what the window could not hold.
  private var remains: Remains?
  /// Whether damage hid where a list ends, whose commas and brackets then stand between records.
  private var hasLostList = false

  /// - Parameters:
  ///   - order: of day and month in CSV files; nil to find it out from the file.
  ///   - knowsRow: whether some format reads a CSV row, where none knows the header.
  ///   - knowsHeader: whether a line of names is a CSV header that some format reads.
  init(
    _ window: ByteWindow, order: DateOrder? = nil, knowsRow: @escaping (Record) -> Bool = { _ in false },
    knowsHeader: @escaping (TableHeader) -> Bool
  ) {
    self.window = window
    statedOrder = order
    self.knowsRow = knowsRow
    self.knowsHeader = knowsHeader
  }

  var consumed: Int64 { window.consumed }
  var mayBeEmpty: Bool { false }

  /// The next item; nil at the end of the file.
  func next() throws(FileFailure) -> ScannedItem? {
    window.advance(pending)
    pending = 0
    nested.reset()
    while let remains { window.advance(try skip(remains)) }
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

  private var place: String { window.column == 1 ? "\(window.line)" : "\(window.line):\(window.column)" }

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
    return .record(Record(body: .object(value), nested: nested), place: place)
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

  // MARK: CSV

  private func headerLine() throws(FileFailure) -> ScannedItem? {
    if let length = try EventStreamText.length(in: window) {
      pending = length
      return .record(EventStreamText.record(window.bytes[..<length], nested), place: place)
    }
    if let length = try TextLine.length(in: window) {
      pending = length
      return .record(TextLine.record(window.bytes[..<length], nested), place: place)
    }
    switch try csvCells() {
    case .failure(let failure): return try broken(failure.code, failure.message)
    case .success(let (cells, end)):
      let header = TableHeader(cells)
      guard try knows(header, rowsFrom: end) else {
        return try broken(.malformed, "the record is neither a JSON record nor the header of a table that is known")
      }
      return try begin(header, end: end)
    }
  }

  /// Whether a format reads a table with this header, or, for tables that another program made of records, its first row.
  private func knows(_ header: TableHeader, rowsFrom end: Int) throws(FileFailure) -> Bool {
    if knowsHeader(header) { return true }
    guard header.names.count > 1, header.names.allSatisfy({ !$0.isEmpty && $0.utf8.count < 100 }),
      case .success(let (cells, _)) = try csvCells(from: end + 1), cells.count == header.names.count
    else { return false }
    return knowsRow(Record(body: .csv(header, cells), nested: nested))
  }

  private func begin(_ header: TableHeader, end: Int) throws(FileFailure) -> ScannedItem? {
    var table = CSVTableState(header)
    let place = place
    if let statedOrder {
      table.order = statedOrder
    } else {
      let evidence = try dateEvidence(table, from: end)
      if evidence.isAmbiguous {
        table.isRefused = true
      } else if evidence.isDecided || evidence.capitals {
        table.order = evidence.order
      }
    }
    csv = table
    window.advance(end)
    guard table.isRefused else { return nil }
    return .notice(
      .ambiguousDate, place: place,
      message: "the dates of this table can be read day or month first: read it again with --date-order dmy or mdy")
  }

  /// What the table's dates say about their order: all rows that the window can hold, if it takes so many to decide.
  private func dateEvidence(_ table: CSVTableState, from start: Int) throws(FileFailure) -> DateOrder.Evidence {
    var evidence = DateOrder.Evidence()
    var place = start
    var rows = 0
    while !evidence.isDecided, evidence.open || rows < CSVTableState.rowsBeforeDates {
      if place + 1 >= window.count, try !window.fill() { break }
      guard case .success(let (cells, end)) = try csvCells(from: place + 1), end > place + 1 || end < window.count
      else { break }
      for column in table.timeColumns where column < cells.count { evidence.take(cells[column]) }
      place = end
      rows += 1
    }
    return evidence
  }

  private func csvRow() throws(FileFailure) -> ScannedItem? {
    guard let table = csv else { return nil }
    switch try csvCells() {
    case .failure(let failure): return try broken(failure.code, failure.message)
    case .success(let (cells, end)):
      let names = TableHeader(cells)
      if names == table.header || knowsHeader(names) {
        if names == table.header {
          window.advance(end)
          return nil
        }
        if let notice = endOfTable() { return notice }
        return try begin(names, end: end)
      }
      if table.isRefused {
        window.advance(end)
        return nil
      }
      csv?.rows += 1
      guard cells.count == table.header.names.count else {
        return try broken(
          .malformed, "the row has \(cells.count) cells, the header \(table.header.names.count)", through: end)
      }
      pending = end
      return .record(Record(body: .csv(table.header, table.monthFirst(cells)), nested: nested), place: place)
    }
  }

  /// Leaves the table that was being read.
  private func endOfTable() -> ScannedItem? {
    defer { csv = nil }
    guard let csv, csv.isProbablyCut else { return nil }
    return .notice(
      .partialAnswer, place: place,
      message: "the table has exactly \(csv.rows) rows, as many as the portal exports: export again, in smaller spans")
  }

  /// The cells of the row that begins at `start` and where it ends.
  private func csvCells(from start: Int = 0) throws(FileFailure) -> Result<([String], Int), Rejection> {
    var index = start
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
    let text = start < index ? String(decoding: window.bytes[start..<index], as: UTF8.self) : ""
    do {
      return .success((try CSVRow.read(text).first?.cells ?? [], index))
    } catch {
      return .failure(Rejection(.malformed, error.message))
    }
  }

  // MARK: Damage

  private struct Remains {
    let indentation: Int
    /// Whether the damaged text is JSON at all; a line of something else ends with its line.
    let isJSON: Bool
  }

  /// Gives up the record that begins here and finds where to go on.
  /// - Parameter known: where the record ends, if the damage does not hide it.
  private func broken(
    _ code: IssueCode, _ message: String, through known: Int? = nil
  ) throws(FileFailure) -> ScannedItem {
    let place = place
    if let known {
      pending = known
    } else {
      let isJSON = window.count > 0 && (window[0] == UInt8(ascii: "{") || window[0] == UInt8(ascii: "["))
      let remains = Remains(indentation: window.column - 1, isJSON: isJSON)
      pending = try skip(remains)
    }
    var text = UnsafeRawBufferPointer(rebasing: window.bytes[..<pending])
    while let last = text.last, last == 10 || last == 13 || last == 32 || last == 9 {
      text = UnsafeRawBufferPointer(rebasing: text.dropLast())
    }
    return .broken(Rejection(code, message), place: place, text: text)
  }

  /// The offset of the next line that begins a record and is indented no deeper than the damaged one; in a CSV file, of
  /// the next line. Where the window ends before that, `self.remains` tells that the search is not over.
  private func skip(_ remains: Remains) throws(FileFailure) -> Int {
    self.remains = nil
    var lineStart = 0
    while true {
      guard let lineBreak = window.lineBreak(from: lineStart) else {
        if try window.fill() { continue }
        if window.atEnd { return window.count }
        self.remains = remains
        // The last line break stays, for what stands behind it is not seen yet.
        return lineStart > 1 ? lineStart - 1 : window.count
      }
      lineStart = lineBreak + 1
      var first = lineStart
      _ = try window.ensure(lineStart + remains.indentation + 1)
      while first < window.count, window[first] == 32 || window[first] == 9 { first += 1 }
      let opens = first < window.count && (window[first] == UInt8(ascii: "{") || window[first] == UInt8(ascii: "["))
      if opens, first - lineStart <= remains.indentation {
        if first == lineStart { leaveLists(before: window[first]) }
        return lineStart
      }
      if csv != nil || (frames.isEmpty && !remains.isJSON) { return lineStart }
    }
  }

  /// A record at the margin does not lie in the list that was being read, or the list is damaged too. Only rows go on.
  private func leaveLists(before byte: UInt8) {
    if case .rows = frames.last, byte == UInt8(ascii: "[") { return }
    if !frames.isEmpty { hasLostList = true }
    frames = []
  }

  // MARK: White space

  /// Moves behind white space, byte order marks, and commas between the elements of a list.
  private func skipSpace() throws(FileFailure) {
    while true {
      var count = 0
      while count < window.count, isSpace(window[count]) { count += 1 }
      window.advance(count)
      if window.count < 3, try window.fill() { continue }
      if !window.skipByteOrderMark(), count == 0 { return }
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
    case UInt8(ascii: ","): !frames.isEmpty || hasLostList && csv == nil
    default: false
    }
  }
}
