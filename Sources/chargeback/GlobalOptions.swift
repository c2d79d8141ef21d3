import ArgumentParser
import Foundation
import Settings
import Store

/// Options that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The database file (default: $CHARGEBACK_DATABASE, else chargeback.sqlite in this folder).", valueName: "file"),
    completion: .file())
  var database: String?

  @Option(
    help: ArgumentHelp(
      "The settings file (default: $CHARGEBACK_SETTINGS, else chargeback.yaml in this folder, if it is there).",
      valueName: "file"), completion: .file(extensions: ["yaml", "yml"]))
  var settings: String?

  @Option(help: "How messages are written to standard error: text, or json, an object a line for a journal.")
  var logFormat = LogFormat.text

  @Flag(name: .shortAndLong, help: "Say nothing but what went wrong.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say everything, not only the first of many warnings.")
  var verbose = false

  @Flag(help: "Show no progress.")
  var noProgress = false

  /// What the settings file says; nil where there is none.
  func settingsInForce() throws -> Settings? { try SettingsSource.read(flag: settings) }

  var databasePath: String {
    get throws { Chosen.database(flag: database, try settingsInForce()).value.resolved }
  }

  /// For commands that bring data in: makes the database if there is none.
  func openOrCreate() throws -> Store { try Store(path: try databasePath) }

  /// For commands that only read.
  func openExisting() throws -> Store {
    guard let store = try openIfThere() else {
      throw Failure.world("\(try databasePath): there is no database here; chargeback ingest PATH makes one")
    }
    return store
  }

  /// For commands that have something to say without a database too.
  func openIfThere() throws -> Store? {
    let path = try databasePath
    return FileManager.default.fileExists(atPath: path) ? try Store(path: path) : nil
  }

  /// A journal wants no progress.
  var showsProgress: Bool { !noProgress && !quiet && logFormat == .text && Terminal.errorIsTerminal }

  /// A remark on standard error, unless the user wants quiet.
  func say(_ line: String) {
    if !quiet { Terminal.error(line) }
  }
}
