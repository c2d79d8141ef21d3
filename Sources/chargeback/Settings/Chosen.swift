import Settings

/// Where a value that is in force was said.
enum Origin {
  case flag
  case environment(String)
  case file(path: String, line: Int)
  case preset
}

/// A value that is in force, and where it was said.
struct Chosen<Value: Sendable> {
  let value: Value
  let origin: Origin

  /// By precedence: flag, settings file, default.
  static func pick(_ flag: Value?, _ setting: Settings.Value<Value>?, in file: Settings?, preset: Value) -> Chosen {
    if let flag { return Chosen(value: flag, origin: .flag) }
    guard let setting, let file else { return Chosen(value: preset, origin: .preset) }
    return Chosen(value: setting.content, origin: .file(path: file.path, line: setting.line))
  }
}

extension Chosen<Settings.Path> {
  static let databaseVariable = "CHARGEBACK_DATABASE"

  static func database(flag: String?, _ settings: Settings?) -> Chosen {
    let path = { (text: String) in Settings.Path(written: text, resolved: text) }
    if flag == nil, let variable = Environment.value(databaseVariable) {
      return Chosen(value: path(variable), origin: .environment(databaseVariable))
    }
    return pick(flag.map(path), settings?.database, in: settings, preset: path("chargeback.sqlite"))
  }
}
