/// A JSON value whose keys keep their order, because the order is part of the output.
///
/// There is no case for fractions: amounts of money are strings.
package indirect enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int64)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// The value on one line: `{"from": "a", "to": null}`.
  package var line: String {
    switch self {
    case .null: "null"
    case .bool(let value): String(value)
    case .integer(let value): String(value)
    case .string(let text): JSONValue.quoted(text)
    case .array(let values): "[" + values.map(\.line).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { JSONValue.quoted($0.key) + ": " + $0.value.line }.joined(separator: ", ") + "}"
    }
  }

  /// What JSON demands, and besides whatever could disturb a terminal or a reader in JavaScript: control characters,
  /// U+2028 and U+2029, bidirectional controls.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      // All of them lie below U+10000: four digits are enough.
      case _ where scalar.steersDisplay: result += "\\u" + scalar.hexadecimal(digits: 4)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
