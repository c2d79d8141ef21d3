import Aggregation
import Foundation
import Settings

/// Where settings come from: the file named by `--settings`, else by `CHARGEBACK_SETTINGS`, else `chargeback.yaml` in the
/// current folder, if it is there.
enum SettingsSource {
  static let environmentName = "CHARGEBACK_SETTINGS"
  static let fileName = "chargeback.yaml"

  /// Nil where there is no settings file.
  /// - Throws: `Failure`, a usage error if the file says what it cannot mean.
  static func read(flag: String?) throws -> Settings? {
    let isHere = FileManager.default.fileExists(atPath: fileName)
    guard let path = flag ?? Environment.value(environmentName) ?? (isHere ? fileName : nil) else { return nil }
    let file = SettingsFile(
      try TextFile.read(path), path: path, sets: ExportSet.all.map(\.name), isTimeZone: { ZoneCalendar($0) != nil })
    try Problems.refuse(file.problems, "nothing was done", code: 2)
    return file.settings
  }
}

/// The environment of this process.
enum Environment {
  /// Nil where the variable is not set, or empty.
  static func value(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
