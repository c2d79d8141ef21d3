/// A position in a CSV text, with the line that it lies on.
struct CSVParser {
  private var bytes: ArraySlice<UInt8>
  private var line = 1

  init(_ text: String) {
    bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
  }

  /// The next row that is not an empty line; nil at the end.
  mutating func nextRow() throws(CSVError) -> CSVRow? {
    while skipLineBreak() {}
    guard !bytes.isEmpty else { return nil }
    let start = line
    var cells = [try nextCell()]
    while bytes.first == UInt8(ascii: ",") {
      bytes = bytes.dropFirst()
      cells.append(try nextCell())
    }
    _ = skipLineBreak()
    return CSVRow(line: start, cells: cells)
  }

  private mutating func nextCell() throws(CSVError) -> String {
    if bytes.first == UInt8(ascii: "\"") { return try quotedCell() }
    let cell = bytes.prefix { !CSVParser.endsCell($0) && $0 != UInt8(ascii: "\"") }
    bytes = bytes[cell.endIndex...]
    if bytes.first == UInt8(ascii: "\"") {
      throw CSVError(line: line, "a quote stands inside a cell: put the whole cell in quotes and double that one")
    }
    return String(decoding: cell, as: UTF8.self)
  }

  private mutating func quotedCell() throws(CSVError) -> String {
    let start = line
    var cell: [UInt8] = []
    bytes = bytes.dropFirst()
    while let byte = bytes.first {
      bytes = bytes.dropFirst()
      if byte != UInt8(ascii: "\"") {
        cell.append(byte)
        if CSVParser.endsLine(byte, before: bytes.first) { line += 1 }
      } else if bytes.first == UInt8(ascii: "\"") {
        cell.append(byte)
        bytes = bytes.dropFirst()
      } else if let next = bytes.first, !CSVParser.endsCell(next) {
        throw CSVError(line: line, "text follows a closing quote: a quote inside a cell must be doubled")
      } else {
        return String(decoding: cell, as: UTF8.self)
      }
    }
    throw CSVError(line: start, "a quote is opened and never closed")
  }

  /// Moves behind a line break, if one is here.
  private mutating func skipLineBreak() -> Bool {
    guard let byte = bytes.first, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { return false }
    bytes = bytes.dropFirst()
    if byte == UInt8(ascii: "\r"), bytes.first == UInt8(ascii: "\n") { bytes = bytes.dropFirst() }
    line += 1
    return true
  }

  private static func endsCell(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// CRLF ends one line, not two.
  private static func endsLine(_ byte: UInt8, before next: UInt8?) -> Bool {
    byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && next != UInt8(ascii: "\n"))
  }
}
