import ChargebackModel

/// What the reader made of one record: for a person who wonders, or who writes a mapping file.
package struct Explanation: Sendable {
  package enum Outcome: String, Sendable {
    case call, part, event, sums, ignored, rejected, unknown, notice
  }

  /// One thing that the record says.
  package struct Line: Sendable {
    /// In the words of reports: `appId`, `inputTokens`, `key apimRequestId`.
    package let name: String
    package let value: String
    /// Whose word it is, such as `responseHeader`; empty where that is no question.
    package let authority: String

    init(_ name: String, _ value: String, _ authority: String = "") {
      self.name = name
      self.value = value
      self.authority = authority
    }
  }

  package let path: String
  package let place: String
  /// Nil where none read the record.
  package var format: String?
  package var outcome: Outcome
  /// What is wrong, or which fields an unknown record has; empty for what was understood.
  package var message = ""
  package var lines: [Line] = []
  /// Of the call that it tells of.
  var keys: [CallKey] = []
}
