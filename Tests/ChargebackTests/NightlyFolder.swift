import Foundation
import Testing

/// A folder as somebody sets it up for the night: logs, registers, a settings file, and where the reports go.
struct NightlyFolder {
  let folder: TemporaryFolder

  init(_ settings: String = "") throws {
    folder = try TemporaryFolder()
    try folder.file("logs/hub-1.jsonl", NightlyFolder.events(0..<20))
    try folder.file(
      "people.csv",
      "kind,id,name,team,costCentre,owner,effectiveFrom,effectiveTo\nappId,app-0,Alpha,Finance,CC-1,,,\n")
    try FileManager.default.createDirectory(at: folder.path("reports"), withIntermediateDirectories: false)
    try write(settings)
  }

  /// - Parameter more: settings beside those of every night.
  func write(_ more: String) throws {
    try folder.file(
      "chargeback.yaml",
      """
      database: usage.sqlite
      inputs: logs/*.jsonl
      directory: people.csv
      export:
        into: reports
        sets: [statement, team, day]
        months: 2026-10
      \(more)

      """)
  }

  var settings: String { folder.path("chargeback.yaml").path }

  func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["run", "--settings", settings] + arguments, in: URL(filePath: "/"))
  }

  /// The reports by name, each with its bytes.
  func reports() throws -> [String: Data] {
    let reports = folder.path("reports")
    let names = try filesBelow(reports).filter { !$0.hasSuffix(".chargeback.lock") }
    return Dictionary(
      uniqueKeysWithValues: try names.map { ($0, try Data(contentsOf: reports.appending(path: $0))) })
  }

  /// When each report was last written, and as which file.
  func stamps() throws -> [String: [String]] {
    try reports().keys.reduce(into: [:]) { stamps, name in
      let path = folder.path("reports").appending(path: name).path
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      stamps[name] = ["\(attributes[.modificationDate] ?? "")", "\(attributes[.systemFileNumber] ?? "")"]
    }
  }

  /// Calls of October 2026 by two applications, a request and a response each; every call costs the same.
  static func events(_ calls: Range<Int>) -> String {
    calls.map { call in
      let head =
        "{\"event-time\": \"10/\(1 + call % 28)/2026 9:00:00 AM\", \"message-id\": \"message-\(call)\", "
        + "\"appid\": \"app-\(call % 2)\", "
      return head + "\"operationname\": \"ChatCompletions_Create\", \"messages\": \"[]\"}\n"
        + head + "\"choices\": \"[]\", \"operation\": \"chat.completion\", \"model\": \"gpt-4o\", "
        + "\"modeltime\": \"\", \"completion_tokens\": \"100000\", \"prompt_tokens\": \"200000\"}\n"
    }.joined()
  }
}
