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
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count > 3, let date = ModelName.date(parts.suffix(3)) {
      self.init(model: parts.dropLast(3).joined(separator: "-"), modelVersion: date)
    } else if parts.count > 1, let last = parts.last, ModelName.isMonthDay(last) {
      self.init(model: parts.dropLast().joined(separator: "-"), modelVersion: String(last))
    } else if parts.count > 2, parts.last == "preview", ModelName.isMonthDay(parts[parts.count - 2]) {
      // gpt-4-1106-preview: Azure's version of gpt-4 is "1106-Preview".
      self.init(model: parts.dropLast(2).joined(separator: "-"), modelVersion: "\(parts[parts.count - 2])-preview")
    } else {
      self.init(model: name)
    }
  }

  private static func azureSpelling(_ text: String) -> String {
    let name = text.lowercased()
    guard name.hasPrefix("gpt-3.5") else { return name }
    return "gpt-35" + name.dropFirst("gpt-3.5".count)
  }

  private static func isDigits(_ text: Substring, _ count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
  }

  private static func isMonthDay(_ text: Substring) -> Bool {
    guard isDigits(text, 4), let month = Int(text.prefix(2)), let day = Int(text.suffix(2)) else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }

  private static func date(_ parts: ArraySlice<Substring>) -> String? {
    let parts = Array(parts)
    guard isDigits(parts[0], 4), isDigits(parts[1], 2), isDigits(parts[2], 2) else { return nil }
    return parts.joined(separator: "-")
  }
}
