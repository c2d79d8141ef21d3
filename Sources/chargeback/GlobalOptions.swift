import ArgumentParser
import Foundation
import Store

/// Options that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The database file (default: $CHARGEBACK_DATABASE, else chargeback.sqlite in this folder).", valueName: "file"),
    completion: .file())
  var database: String?

  @Flag(name: .shortAndLong, help: "Say nothing but what went wrong.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say everything, not only the first of many warnings.")
  var verbose = false

  @Flag(help: "Show no progress.")
  var noProgress = false

  var databasePath: String {
    let fromEnvironment = ProcessInfo.processInfo.environment["CHARGEBACK_DATABASE"].flatMap { $0.isEmpty ? nil : $0 }
    return database ?? fromEnvironment ?? "chargeback.sqlite"
  }

  /// For commands that bring data in: makes the database if there is none.
  func openOrCreate() throws -> Store { try Store(path: databasePath) }

  /// For commands that only read.
  func openExisting() throws -> Store {
    guard let store = try openIfThere() else {
      throw Failure.world("\(databasePath): there is no database here; chargeback ingest PATH makes one")
    }
    return store
  }

  /// For commands that have something to say without a database too.
  func openIfThere() throws -> Store? {
    FileManager.default.fileExists(atPath: databasePath) ? try Store(path: databasePath) : nil
  }

  /// A remark on standard error, unless the user wants quiet.
  func say(_ line: String) {
    if !quiet { Terminal.error(line) }
  }
}
