import ChargebackModel

/// What a settings file says. Nil or empty where it says nothing.
package struct Settings: Sendable {
  /// A value and the line on which it begins.
  package struct Value<Content: Sendable>: Sendable {
    package let content: Content
    package let line: Int

    package init(content: Content, line: Int) {
      self.content = content
      self.line = line
    }
  }

  /// A path to a file or folder, or a pattern for several.
  package struct Path: Hashable, Sendable {
    /// As it stands in the file: what reports name, wherever the program runs.
    package let written: String
    /// From the current folder, by the folder of the settings file.
    package let resolved: String

    package init(written: String, resolved: String) {
      self.written = written
      self.resolved = resolved
    }
  }

  /// The file's own path.
  package let path: String
  package var database: Value<Path>?
  /// An IANA name.
  package var timeZone: Value<String>?
  /// ISO 4217.
  package var currency: Value<String>?
  package var strict: Value<Bool>?
  /// Files, folders and patterns such as `exports/*.jsonl`.
  package var inputs: Value<[Path]>?
  package var mappings: Value<[Path]>?
  package var directory: Value<[Path]>?
  package var deployments: Value<[Path]>?
  package var resources: Value<[Path]>?
  package var prices: Value<[Path]>?
  package var into: Value<Path>?
  package var sets: Value<[String]>?
  /// `this`, `last` or a month such as `2026-10`.
  package var months: Value<[String]>?
  package var budgets: [Value<Budget>] = []

  package init(path: String) { self.path = path }
}
