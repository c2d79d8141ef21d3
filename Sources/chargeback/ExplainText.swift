import Ingest
import ReportWriters

/// What `ingest --explain` shows, in words or as JSON, record by record.
struct ExplainText {
  let isJSON: Bool
  private var isFirst = true

  init(isJSON: Bool) { self.isJSON = isJSON }

  var beginning: String { isJSON ? "{\n  \"schema\": \"chargeback/explain/1\",\n  \"records\": [" : "" }
  var end: String { isJSON ? (isFirst ? "]\n}\n" : "\n  ]\n}\n") : "" }

  /// The next record, with what separates it from the one before.
  mutating func next(_ explanation: Explanation) -> String {
    defer { isFirst = false }
    return isJSON
      ? (isFirst ? "\n    " : ",\n    ") + ExplainText.json(explanation)
      : (isFirst ? "" : "\n") + ExplainText.plain(explanation)
  }

  /// A paragraph: where the record stands, what read it, what its fields became and whose word each is.
  private static func plain(_ explanation: Explanation) -> String {
    let width = explanation.lines.map(\.name.count).max() ?? 0
    var lines = ["\(place(explanation)): \(heading(explanation))"]
    for line in explanation.lines {
      let name = line.name.visible + String(repeating: " ", count: width - line.name.count)
      lines.append("  \(name)  \(line.value.visible)" + (line.authority.isEmpty ? "" : "  (\(line.authority))"))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func place(_ explanation: Explanation) -> String {
    let path = explanation.path.visible
    return explanation.place.isEmpty ? path : "\(path):\(explanation.place)"
  }

  private static func heading(_ explanation: Explanation) -> String {
    let parts = [explanation.format ?? "", explanation.outcome.rawValue, explanation.message.visible]
    return parts.filter { !$0.isEmpty }.joined(separator: ": ")
  }

  /// A line of `chargeback/explain/1`.
  private static func json(_ explanation: Explanation) -> String {
    JSONValue.object([
      ("path", .string(explanation.path)), ("place", .string(explanation.place)),
      ("format", explanation.format.map(JSONValue.string) ?? .null),
      ("outcome", .string(explanation.outcome.rawValue)),
      ("message", .string(explanation.message)), ("says", .array(explanation.lines.map(member))),
    ]).line
  }

  private static func member(_ line: Explanation.Line) -> JSONValue {
    .object([
      ("name", .string(line.name)), ("value", .string(line.value)),
      ("authority", line.authority.isEmpty ? .null : .string(line.authority)),
    ])
  }
}
