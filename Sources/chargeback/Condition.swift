import Aggregation
import ChargebackModel

/// Reads a condition of `--where` as a user wrote it.
enum Condition {
  /// `model=gpt-4o,gpt-4o-mini`, `team!=unknown` or `app~invoice`; `\,` is a comma in a value.
  /// - Throws: `Failure`, a usage error.
  static func read(_ text: String) throws -> Filter {
    guard let sign = text.firstIndex(where: { $0 == "=" || $0 == "~" }) else {
      throw Failure.usage("--where takes a dimension and a value such as model=gpt-4o, not \"\(text)\"")
    }
    let value = String(text[text.index(after: sign)...])
    let name = text[..<sign]
    if text[sign] == "~" { return Filter(try DimensionName.read(String(name)), .contains(value)) }
    if name.hasSuffix("!") { return Filter(try DimensionName.read(String(name.dropLast())), .isNoneOf(list(value))) }
    return Filter(try DimensionName.read(String(name)), .isOneOf(list(value)))
  }

  private static func list(_ text: String) -> [String] {
    var values = [""]
    var isEscaped = false
    for character in text {
      if isEscaped {
        values[values.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "," {
        values.append("")
      } else {
        values[values.count - 1].append(character)
      }
    }
    return values
  }
}
