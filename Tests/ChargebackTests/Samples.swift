import Foundation

/// The project's folders, found from where this file lies.
enum Project {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let reports = root.appending(path: "Reports")
  static let samples = root.appending(path: "SampleData")
}

/// The sample logs, and databases that hold them.
enum Samples {
  /// The folders with logs: their names begin with a small letter.
  static let folders: [String] = names.filter { $0.first!.isLowercase }.map { "SampleData/\($0)" }

  /// The logs, by their paths from the project's root, in the order in which an import reads the folders.
  static let logs: [String] = folders.flatMap { folder in
    try! filesBelow(Project.root.appending(path: folder)).map { "\(folder)/\($0)" }
  }

  /// Those among them that are plain JSON or CSV, so that they can follow each other in one file.
  static let october: [String] = logs.filter { log in
    [
      "ai-hub-usage", "apim-event-hub-", "diagnostics-request-response", "log-analytics", "openai-logger/",
      "stream-analytics",
    ].contains { log.hasPrefix("SampleData/\($0)") }
  }

  static let registers: [[String]] = [
    ["directory", "import", "SampleData/Directory/directory.csv"],
    ["deployments", "import", "SampleData/Directory/deployments.csv", "SampleData/Directory/deployments-swc.az.json"],
    ["prices", "import", "SampleData/PriceTables/harbour-foods-2026.csv"],
  ]

  private static let names = try! FileManager.default.contentsOfDirectory(atPath: Project.samples.path).sorted()

  /// A database with all sample logs and registers, made once, for tests that only read it.
  static var database: String { shared.database }
  /// What the import that made it said.
  static var imported: Program.Outcome { shared.outcome }

  private static let folder = try! TemporaryFolder()

  private static let shared: (database: String, outcome: Program.Outcome) = {
    atexit { try? FileManager.default.removeItem(at: Samples.folder.url) }
    let database = folder.path("samples.sqlite").path
    let outcome = try! Program.run(["ingest", "--json"] + folders + ["--database", database], in: Project.root)
    addRegisters(database)
    return (database, outcome)
  }()

  static func addRegisters(_ database: String) {
    for arguments in registers {
      let outcome = try! Program.run(arguments + ["--database", database], in: Project.root)
      precondition(outcome.code == 0, outcome.error)
    }
  }

  /// A report from a database, as text.
  static func report(_ arguments: [String], of database: String) throws -> String {
    try Program.run(["report"] + arguments + ["--database", database]).text
  }

  /// One report as JSON from the shared database.
  static func report(_ arguments: String...) throws -> ReportJSON {
    try ReportJSON(try report(arguments + ["--format", "json"], of: database))
  }
}
