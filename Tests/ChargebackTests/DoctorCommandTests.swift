import Foundation
import Testing

/// What is wrong or missing, and what to do.
@Suite struct DoctorCommandTests {
  private func doctor(_ arguments: String..., database: String = Samples.database) throws -> [String: Any] {
    let outcome = try Program.run(["doctor", "--json", "--database", database] + arguments)
    #expect(outcome.code == 0 && outcome.error == "")
    return try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
  }

  @Test func itSaysWhatTheReportSays() throws {
    let found = try doctor("--month", "2026-10")
    let report = try Samples.report("usage", "--month", "2026-10", "--by", "objectId")
    #expect(found["schema"] as? String == "chargeback/doctor/1")
    let callers = try #require(found["callers"] as? [[String: Any]])
    let unknown = report.rows.first { $0["objectId"] is NSNull }
    let total = try #require(report.totals["calls"] as? Int)
    #expect(callers[0]["name"] as? String == "objectId")
    #expect(callers[0]["calls"] as? Int == total - (unknown?["calls"] as? Int ?? 0))
    #expect(callers.reduce(0) { $0 + ($1["calls"] as? Int ?? 0) } == total)
    let sources = try #require(found["sources"] as? [[String: Any]])
    #expect(sources.map { $0["format"] as? String }.contains("apim-event-hub"))
    #expect((found["database"] as? [String: Any])?["sound"] as? Bool == true)
    #expect((found["estimates"] as? [String])?.isEmpty == false)
  }

  @Test func itsCommandsWorkAsTheyAre() throws {
    let steps = try #require(try doctor()["steps"] as? [[String: Any]])
    let commands = steps.compactMap { $0["command"] as? String }
    #expect(commands.count > 4)
    let folder = try TemporaryFolder()
    let ready = commands.filter { !$0.contains("FILE") && !$0.contains("PATH") && !$0.contains("GROUP") }
    #expect(ready.count > 2)
    for command in ready {
      #expect(command.hasPrefix("chargeback "))
      let outcome = try Program.shell("\"$0\" \(command.dropFirst("chargeback ".count))", in: folder.url)
      #expect(outcome.code == 0 && !outcome.output.isEmpty, "\(command): \(outcome.error)")
    }
  }

  @Test func aPersonReadsSectionsAndCommands() throws {
    let outcome = try Program.run(["doctor", "--database", Samples.database])
    for heading in ["Database", "Callers, each call once", "Missing", "Estimates", "Prices", "Next steps"] {
      #expect(outcome.lines.contains(heading), "\(heading)")
    }
    #expect(outcome.lines.contains { $0.hasPrefix("  chargeback prices lint --database ") })
    #expect(try Program.run(["doctor", "--strict", "--database", Samples.database]).code == 3)
  }

  @Test func anEmptyDatabaseIsNoFault() throws {
    let folder = try TemporaryFolder()
    let database = folder.path("empty.sqlite").path
    _ = try Program.run(["ingest", "-", "--database", database])
    let found = try doctor(database: database)
    #expect(found["period"] is NSNull)
    #expect((found["steps"] as? [[String: Any]])?.map { $0["code"] as? String } == ["empty"])
  }

  @Test(arguments: [1, 2, 3, 4, 5]) func aDamagedDatabaseIsNamedAndEndsWithOne(_ fifth: Int) throws {
    let folder = try TemporaryFolder()
    var bytes = try Data(contentsOf: URL(filePath: Samples.database))
    // A page of SQLite's, somewhere in the file.
    let page = bytes.count / 16_384 * fifth / 6 * 16_384
    bytes.replaceSubrange(page..<(page + 16_384), with: Data(repeating: 0xA5, count: 16_384))
    let damaged = try folder.file("damaged.sqlite", bytes)
    let outcome = try Program.run(["doctor", "--database", damaged.path])
    #expect(outcome.code == 1)
    #expect(outcome.error.hasPrefix("error: \(damaged.path): the database is damaged: "), "\(outcome.error)")
    #expect((outcome.text + outcome.error).contains("chargeback ingest PATH --database NEW.sqlite"))
    #expect(outcome.error.split(separator: "\n").count == 1)
  }
}
