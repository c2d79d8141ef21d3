import ReportWriters
import Settings

/// What is in force, as a table and as JSON.
struct InForceText {
  private typealias Line = (name: String, value: JSONValue, shown: [String], origin: Origin)

  private let file: String?
  private let lines: [Line]

  init(_ force: InForce) {
    file = force.file
    func text<Value: Sendable>(_ name: String, _ chosen: Chosen<Value>, _ value: (Value) -> String?) -> Line {
      let text = value(chosen.value)
      return (name, text.map(JSONValue.string) ?? .null, text.map { [$0] } ?? [], chosen.origin)
    }
    func list<Value: Sendable>(_ name: String, _ chosen: Chosen<[Value]>, _ value: (Value) -> String) -> Line {
      let texts = chosen.value.map(value)
      return (name, .array(texts.map { .string($0) }), texts, chosen.origin)
    }
    let budgets = force.budgets.map { chosen in
      text("budget", chosen) { budget in
        "\(budget.dimension.rawValue) \(budget.name): \(budget.amount.exactText) \(budget.currency)"
          + (budget.month.map { " in \($0)" } ?? "")
      }
    }
    lines =
      [
        text("database", force.database, \.resolved), text("timeZone", force.timeZone) { $0 },
        text("currency", force.currency) { $0 },
        ("strict", .bool(force.strict.value), ["\(force.strict.value)"], force.strict.origin),
        list("inputs", force.inputs, \.resolved), list("mappings", force.mappings, \.resolved),
        list("directory", force.directory, \.resolved), list("deployments", force.deployments, \.resolved),
        list("resources", force.resources, \.resolved), list("prices", force.prices, \.resolved),
        text("export.into", force.into) { $0?.resolved },
        list("export.sets", force.sets) { $0 }, list("export.months", force.months) { $0 },
      ] + budgets
  }

  /// A setting a line: its name, where it was said, its value; of a list a value a line.
  var table: String {
    let widths = [lines.map(\.name.count).max() ?? 0, lines.map { InForceText.words($0.origin).count }.max() ?? 0]
    func row(_ name: String, _ origin: String, _ value: String) -> String {
      let cells = zip([name, origin], widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      return cells.joined(separator: "  ") + "  " + value.visible
    }
    let heading = file.map { "Settings file: \($0.visible)" } ?? "No settings file"
    let rows = lines.flatMap { line in
      [row(line.name, InForceText.words(line.origin), line.shown.first ?? "-")]
        + line.shown.dropFirst().map { row("", "", $0) }
    }
    return ([heading, ""] + rows).map { $0 + "\n" }.joined()
  }

  /// `chargeback/settings/1`, with a setting a line.
  var json: String {
    let values = lines.map { line in
      let (kind, path, number) = InForceText.parts(line.origin)
      return JSONValue.object([
        ("name", .string(line.name)), ("value", line.value), ("from", .string(kind)),
        ("path", path.map(JSONValue.string) ?? .null), ("line", number.map(JSONValue.integer) ?? .null),
      ]).line
    }
    return """
      {
        "schema": "chargeback/settings/1",
        "file": \((file.map(JSONValue.string) ?? .null).line),
        "values": [
          \(values.joined(separator: ",\n    "))
        ]
      }

      """
  }

  private static func words(_ origin: Origin) -> String {
    switch origin {
    case .flag: "flag"
    case .environment(let name): "$\(name)"
    case .file(let path, let line): "\(path.visible):\(line)"
    case .preset: "default"
    }
  }

  private static func parts(_ origin: Origin) -> (kind: String, path: String?, line: Int64?) {
    switch origin {
    case .flag: ("flag", nil, nil)
    case .environment: ("environment", nil, nil)
    case .file(let path, let line): ("file", path, Int64(line))
    case .preset: ("default", nil, nil)
    }
  }
}
