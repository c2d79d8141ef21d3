/// Why a text is not the CSV that was expected: the line, counted from 1, and one sentence.
package struct CSVError: Error, Hashable, Sendable, CustomStringConvertible {
  package let line: Int
  package let message: String

  package init(line: Int, _ message: String) {
    self.line = line
    self.message = message
  }

  /// `line 17: a quote is opened and never closed`
  package var description: String { "line \(line): \(message)" }
}
