/// Something in the data that a person should know: what, where, and in words. Never a prompt, a key or a token.
package struct Issue: Hashable, Sendable {
  package let code: IssueCode
  package let path: String
  /// A line, or `line:column` where a record does not begin its line; empty for a whole file.
  package let place: String
  package let message: String

  package init(_ code: IssueCode, path: String, place: String = "", _ message: String) {
    self.code = code
    self.path = path
    self.place = place
    self.message = message
  }

  /// `SampleData/Broken/cut.jsonl:17: warning[cutShort]: the record ends in the middle`
  package var description: String {
    (place.isEmpty ? path : "\(path):\(place)") + ": warning[\(code.rawValue)]: \(message)"
  }
}
