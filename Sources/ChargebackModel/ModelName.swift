/// A model and, where the text says so, its version.
///
/// A snapshot's suffix is its version: `gpt-4o-2024-08-06` is `gpt-4o`, version `2024-08-06`; `gpt-4-0613` is `gpt-4`,
/// version `0613`. `gpt-3.5-turbo` and Azure's `gpt-35-turbo` are one model. Nothing is ever matched by resemblance:
/// `gpt-5.4-mini` is not `gpt-5`.
package struct ModelName: Hashable, Sendable {
  package let model: String
  package let modelVersion: String?

  package init(model: String, modelVersion: String? = nil) {
    self.model = ModelName.azureSpelling(model)
    self.modelVersion = modelVersion.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Splits a snapshot name.
  package init(snapshot text: String) {
    let name = ModelName.azureSpelling(text)
    if let length = ModelName.versionLength(Array(name.utf8)) {
      model = String(name.dropLast(length + 1))
      modelVersion = String(name.suffix(length))
    } else {
      model = name
      modelVersion = nil
    }
  }

  private static func azureSpelling(_ text: String) -> String {
    let name = text.lowercased()
    guard name.hasPrefix("gpt-3.5") else { return name }
    return "gpt-35" + name.dropFirst("gpt-3.5".count)
  }

  /// How many of the last bytes are a version: a date, month and day, or these with `-preview`.
  private static func versionLength(_ name: [UInt8]) -> Int? {
    if ends(name, like: "-0000-00-00") { return 10 }
    if ends(name, like: "-0000"), isMonthDay(name.suffix(4)) { return 4 }
    // gpt-4-1106-preview: Azure's version of gpt-4 is "1106-Preview".
    if ends(name, like: "-0000-preview"), isMonthDay(name.suffix(12).prefix(4)) { return 12 }
    return nil
  }

  /// Whether a name ends like a pattern, in which 0 is any digit.
  private static func ends(_ name: [UInt8], like pattern: StaticString) -> Bool {
    pattern.withUTF8Buffer { pattern in
      name.count >= pattern.count
        && zip(name.suffix(pattern.count), pattern).allSatisfy { byte, wanted in
          wanted == UInt8(ascii: "0") ? isDigit(byte) : byte == wanted
        }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isMonthDay(_ digits: ArraySlice<UInt8>) -> Bool {
    let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return (1...12).contains(value / 100) && (1...31).contains(value % 100)
  }
}
