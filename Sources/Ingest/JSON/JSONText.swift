import CSimdjson

extension JSONValue {
  /// The value as compact JSON, its members in their order, as models write arguments.
  var compactText: String {
    if isObject {
      return "{" + members.map { "\(JSONValue.quoted($0.name)):\($0.value.compactText)" }.joined(separator: ",") + "}"
    }
    if isArray { return "[" + elements.map(\.compactText).joined(separator: ",") + "]" }
    if let string { return JSONValue.quoted(string) }
    return integer.map(String.init) ?? bool.map { $0 ? "true" : "false" } ?? double.map { "\($0)" } ?? "null"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
