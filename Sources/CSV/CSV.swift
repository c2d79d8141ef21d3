/// Writing CSV (RFC 4180).
package enum CSV {
  /// One row as a line, with the line break at its end: `\n`, which every reader takes and `diff` shows well.
  ///
  /// A cell is quoted only where it must be, so the file stays easy to read.
  ///
  ///     CSV.line(["a", "b,c"])  // "a,\"b,c\"\n"
  package static func line(_ cells: [String]) -> String {
    // Quotes tell a row of one empty cell from an empty line.
    if cells == [""] { return "\"\"\n" }
    return cells.map(quoted).joined(separator: ",") + "\n"
  }

  /// Text that a spreadsheet shows instead of running it: an apostrophe goes before what could begin a formula.
  ///
  /// `rearmed` takes the apostrophe off again. For text cells only: a number written by us may begin with `-` and is left
  /// alone. The list of characters is that of OWASP, "CSV Injection": `=`, `+`, `-`, `@`, tab, the line breaks, and the
  /// full-width forms of the first four.
  ///
  ///     CSV.disarmed("=1+1")  // "'=1+1"
  package static func disarmed(_ text: String) -> String {
    beginsFormula(text[...]) ? "'" + text : text
  }

  /// The text that `disarmed` was given.
  ///
  ///     CSV.rearmed("'=1+1")  // "=1+1"
  package static func rearmed(_ text: String) -> String {
    text.hasPrefix("'") && beginsFormula(text.dropFirst()) ? String(text.dropFirst()) : text
  }

  private static func beginsFormula(_ text: Substring) -> Bool {
    text.unicodeScalars.first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? false
  }

  private static func quoted(_ cell: String) -> String {
    // By byte, not by character: in Swift, "\r\n" is one character and a quote may carry a combining accent.
    guard cell.utf8.contains(where: { needsQuotes($0) }) else { return cell }
    let quote = UInt8(ascii: "\"")
    return "\"" + String(decoding: cell.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }, as: UTF8.self) + "\""
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
    default: false
    }
  }
}
