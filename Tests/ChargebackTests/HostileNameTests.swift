import Foundation
import Testing

/// Names come from logs and directories that strangers fill: they must stay text wherever they are shown.
@Suite struct HostileNameTests {
  private static let names = [
    "=HYPERLINK(\"http://evil.example\",\"x\")", "+1", "-1", "@SUM(A1)", "a|b", "two\nlines", "tab\there",
    "\u{1B}[31mred",
    "\u{202E}txt", "<script>", "`code`", "quote\"d", "'=1",
  ]

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var events = ""
    for (number, name) in HostileNameTests.names.enumerated() {
      let text = String(decoding: try JSONEncoder().encode(name), as: UTF8.self)
      events +=
        "{\"event-time\":\"10/1/2026 12:00:00 AM\",\"message-id\":\"\(number)\",\"appid\":\(text),"
        + "\"operationname\":\(text),\"messages\":\"[]\"}\n"
    }
    try folder.file("events.jsonl", events)
    let outcome = try Program.run(["ingest", "events.jsonl"], in: folder.url)
    #expect(outcome.error.contains(" \(HostileNameTests.names.count) new calls\n"))
  }

  private func report(_ format: String) throws -> String {
    try Program.run(["report", "--by", "appId,operation", "--format", format], in: folder.url).text
  }

  @Test func jsonGivesThemBackAsTheyAre() throws {
    let rows = try ReportJSON(report("json")).rows
    #expect(Set(rows.compactMap { $0["operation"] as? String }) == Set(HostileNameTests.names))
    #expect(try !report("json").contains("\u{1B}") && !report("json").contains("\u{202E}"))
  }

  @Test func noCellOfTheCSVBeginsAFormula() throws {
    let text = try report("csv")
    #expect(text.contains("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\""))
    for line in text.split(separator: "\n") where !line.hasPrefix("lines") {
      let first = try #require(line.drop { $0 == "\"" }.first)
      #expect(!"=+-@\t".contains(first), "\(line)")
    }
  }

  @Test(arguments: ["table", "markdown"])
  func eachKeepsToItsLineAndItsCell(_ format: String) throws {
    let text = try report(format)
    for scalar in text.unicodeScalars where scalar != "\n" {
      #expect(scalar.properties.generalCategory != .control && scalar != "\u{202E}", "\(scalar.value)")
    }
    let rows = text.split(separator: "\n").filter { $0.contains("two\\") }
    #expect(rows.count == 1 && rows[0].contains("lines"))
    guard format == "markdown" else { return }
    let table = text.split(separator: "\n\n").first { $0.hasPrefix("| ") }?.split(separator: "\n") ?? []
    let bars = Set(table.map { $0.replacing("\\|", with: "").filter { $0 == "|" }.count })
    #expect(table.count == HostileNameTests.names.count + 3)
    #expect(bars == [12])
    #expect(!text.contains("<script>") || text.contains("\\<script\\>"))
  }

  @Test func theSamplesFormulaIsDisarmedInEachFormat() throws {
    let reports = try ["csv", "markdown", "table"].map {
      try Samples.report(["--by", "app", "--format", $0], of: Samples.database)
    }
    #expect(reports[0].contains("\n\"'=HYPERLINK("))
    #expect(reports[1].contains("click\")\\|x |") || reports[1].contains("click\")\\|x "))
    #expect(reports[2].contains("=HYPERLINK(\"http://evil.example\",\"click\")|x "))
  }
}
