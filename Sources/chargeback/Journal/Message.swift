import ChargebackModel
import ReportWriters

/// One message on standard error: a line for a person, or an object for a journal.
struct Message {
  enum Level: String, CaseIterable {
    case error, warning, note, info
  }

  let level: Level
  /// A word for programs, such as an issue's code; nil where the message has none.
  let code: String?
  let path: String?
  /// A line, or `line:column`.
  let place: String?
  let text: String
  /// As a person reads it.
  let line: String

  /// - Parameter line: as a person reads it; `error: `, `warning: ` and `note: ` at its beginning are the level.
  init(line: String) {
    let level = Level.allCases.first { line.hasPrefix("\($0.rawValue): ") }
    self.init(
      level ?? .info, text: level.map { String(line.dropFirst($0.rawValue.count + 2)) } ?? line, line: line)
  }

  /// Something wrong in the data.
  init(_ issue: Issue) {
    self.init(
      .warning, code: issue.code.rawValue, path: issue.path, place: issue.place.isEmpty ? nil : issue.place,
      text: issue.message, line: issue.description.visible)
  }

  init(
    _ level: Level, code: String? = nil, path: String? = nil, place: String? = nil, text: String, line: String
  ) {
    self.level = level
    self.code = code
    self.path = path
    self.place = place
    self.text = text
    self.line = line
  }

  /// `{"time": …, "level": "warning", "code": "malformed", "path": "hub.jsonl", "place": "17", "message": "…"}`
  func json(at moment: Instant) -> String {
    func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    return JSONValue.object([
      ("time", .string(moment.iso8601)), ("level", .string(level.rawValue)), ("code", text(code)),
      ("path", text(path)), ("place", text(place)), ("message", text(self.text)),
    ]).line
  }
}
