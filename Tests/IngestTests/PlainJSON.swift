import CSimdjson
import Foundation

@testable import Ingest

/// A JSON value that outlives its parser, to write a sample's records down in another layout.
enum PlainJSON {
  /// A number, a truth value or null, as it is written.
  case word(String)
  case string(String)
  case array([PlainJSON])
  case object([Member])

  struct Member {
    let name: String
    let value: PlainJSON
  }

  init(_ value: JSONValue) {
    switch value.kind {
    case CJSON_STRING: self = .string(value.string ?? "")
    case CJSON_INTEGER where value.integer != nil: self = .word("\(value.integer!)")
    case CJSON_INTEGER, CJSON_DOUBLE: self = .word("\(value.double ?? 0)")
    case CJSON_BOOL: self = .word(value.bool == true ? "true" : "false")
    case CJSON_ARRAY: self = .array(value.elements.map(PlainJSON.init))
    case CJSON_OBJECT: self = .object(value.members.map { Member(name: $0.name, value: PlainJSON($0.value)) })
    default: self = .word("null")
    }
  }

  var isScalar: Bool {
    switch self {
    case .word, .string: true
    case .array, .object: false
    }
  }

  /// The text of a table's cell.
  var cell: String {
    switch self {
    case .word("null"): ""
    case .string(let text): text
    case .word, .array, .object: line
    }
  }

  /// All of it on one line.
  var line: String {
    switch self {
    case .word(let word): word
    case .string(let text): PlainJSON.quoted(text)
    case .array(let elements): "[" + elements.map(\.line).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { PlainJSON.quoted($0.name) + ":" + $0.value.line }.joined(separator: ",") + "}"
    }
  }

  /// As editors and `az` print it.
  func pretty(_ indentation: String = "") -> String {
    let inner = indentation + "  "
    switch self {
    case .array(let elements) where !elements.isEmpty:
      return "[\n" + elements.map { inner + $0.pretty(inner) }.joined(separator: ",\n") + "\n\(indentation)]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map { inner + PlainJSON.quoted($0.name) + ": " + $0.value.pretty(inner) }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
    default: return line
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20: result += String(format: "\\u%04x", scalar.value)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
