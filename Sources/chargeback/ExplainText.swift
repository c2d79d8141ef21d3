import Ingest
import ReportWriters

/// What `ingest --explain` shows, in words and as JSON.
struct ExplainText {
  private let explanations: [Explanation]

  init(_ explanations: [Explanation]) { self.explanations = explanations }

  /// A paragraph a record: where it stands, what read it, what its fields became and whose word each is.
  var plain: String {
    explanations.map { explanation in
      let width = explanation.lines.map(\.name.count).max() ?? 0
      var lines = ["\(ExplainText.place(explanation)): \(ExplainText.heading(explanation))"]
      for line in explanation.lines {
        let name = line.name.visible + String(repeating: " ", count: width - line.name.count)
        lines.append("  \(name)  \(line.value.visible)" + (line.authority.isEmpty ? "" : "  (\(line.authority))"))
      }
      return lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  private static func place(_ explanation: Explanation) -> String {
    let path = explanation.path.visible
    return explanation.place.isEmpty ? path : "\(path):\(explanation.place)"
  }

  private static func heading(_ explanation: Explanation) -> String {
    let parts = [explanation.format ?? "", explanation.outcome.rawValue, explanation.message.visible]
    return parts.filter { !$0.isEmpty }.joined(separator: ": ")
  }

  /// `chargeback/explain/1`, with a record a line.
  var json: String {
    let records = explanations.map { explanation in
      JSONValue.object([
        ("path", .string(explanation.path)), ("place", .string(explanation.place)),
        ("format", explanation.format.map(JSONValue.string) ?? .null),
        ("outcome", .string(explanation.outcome.rawValue)),
        ("message", .string(explanation.message)), ("says", .array(explanation.lines.map(ExplainText.member))),
      ]).line
    }
    return """
      {
        "schema": "chargeback/explain/1",
        "records": \(records.isEmpty ? "[]" : "[\n    " + records.joined(separator: ",\n    ") + "\n  ]")
      }

      """
  }

  private static func member(_ line: Explanation.Line) -> JSONValue {
    .object([
      ("name", .string(line.name)), ("value", .string(line.value)),
      ("authority", line.authority.isEmpty ? .null : .string(line.authority)),
    ])
  }
}
