import CSV
import ChargebackModel

/// CSV among the records: a header, or a first row, that some format knows, and the rows behind it.
extension RecordScanner {
  func headerLine() throws(FileFailure) -> ScannedItem? {
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

  func csvRow() throws(FileFailure) -> ScannedItem? {
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
  func endOfTable() -> ScannedItem? {
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
}
