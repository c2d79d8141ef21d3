import Foundation

/// Which of two numbers of a date comes first, where a CSV export writes both before the year.
///
/// The portal writes dates as the browser's language does: `5/25/2026, 4:32:49.469 AM`, `25/05/2026, 04:32:49.469`,
/// `25.05.2026, 04:32:49.469`, `25-5-2026 04:32:49`.
package enum DateOrder: String, CaseIterable, Sendable {
  case dayFirst = "dmy"
  case monthFirst = "mdy"

  /// What dates say about their order; a file's are taken together.
  struct Evidence {
    /// A first number above 12, or dots, which no language puts behind a month.
    var dayFirst = false
    /// A second number above 12.
    var monthFirst = false
    /// AM or PM in capitals, as English of the United States writes; others write them small.
    var capitals = false
    /// Dates that could be either.
    var open = false

    mutating func take(_ cell: String) {
      guard let date = DottedDate(cell) else { return }
      if date.separator == "." || date.first > 12 {
        dayFirst = true
      } else if date.second > 12 {
        monthFirst = true
      } else if date.first != date.second {
        open = true
      }
      if date.rest.hasSuffix("AM") || date.rest.hasSuffix("PM") { capitals = true }
    }

    var isDecided: Bool { dayFirst || monthFirst }
    /// The file holds dates that cannot be told: refused rather than guessed.
    var isAmbiguous: Bool { dayFirst && monthFirst || !isDecided && open && !capitals }
    var order: DateOrder { dayFirst ? .dayFirst : .monthFirst }
  }

  /// The cell with its date's month first, which is how `TimestampText` reads it; other cells as they are.
  func monthFirst(_ cell: String) -> String {
    guard let date = DottedDate(cell) else { return cell }
    let (month, day) = self == .dayFirst ? (date.second, date.first) : (date.first, date.second)
    return "\(month)/\(day)/\(date.year)\(date.rest)"
  }
}

/// A cell that begins with two short numbers and a year.
private struct DottedDate {
  let first: Int
  let second: Int
  let year: Int
  let separator: Character
  /// The time of day, with what stands before it.
  let rest: Substring

  init?(_ cell: String) {
    guard cell.utf8.count <= 40, let byte = cell.utf8.first, (48...57).contains(byte) else { return nil }
    guard let end = cell.firstIndex(where: { !$0.isASCII || !$0.isNumber }) else { return nil }
    separator = cell[end]
    guard "/.-".contains(separator) else { return nil }
    let parts = cell.split(separator: separator, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let digits = parts[2].prefix { $0.isASCII && $0.isNumber }
    guard parts[0].count <= 2, parts[1].count <= 2, digits.count == 4, let first = Int(parts[0]),
      let second = Int(parts[1]), let year = Int(digits), first > 0, second > 0
    else { return nil }
    (self.first, self.second, self.year) = (first, second, year)
    rest = parts[2].dropFirst(4)
  }
}
