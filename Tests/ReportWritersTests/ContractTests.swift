import ChargebackModel
import Foundation
import ReportWriters
import Testing

/// The envelope of the command line's contract, and behind it what we add.
@Test func theJSONEnvelopeHasTheContractsKeysInTheContractsOrder() throws {
  let text = smallReport.written(as: .json)
  // The lines indented by two blanks; what stands in the first quotes of each.
  let order = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map { $0.split(separator: "\"")[1] }
  #expect(
    order == [
      "schema", "report", "period", "currency", "groupBy", "filters", "rows", "totals", "completeness", "issues",
      "notes",
      "sources",
    ])
  let report = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  func keys(_ name: String) -> Set<String>? { (report[name] as? [String: Any]).map { Set($0.keys) } }
  func keysOfFirst(_ name: String) -> Set<String>? { (report[name] as? [[String: Any]])?.first.map { Set($0.keys) } }
  #expect(keys("period") == ["from", "to", "timeZone"])
  #expect(keys("totals") == ["calls", "inputTokens", "cost"])
  #expect(
    keys("completeness") == [
      "calls", "priced", "unpriced", "unmetered", "estimated", "rejectedRecords", "unjoinedServiceRecords",
      "copiesLeftOut", "copiesSuspected", "assumedDeploymentType", "complete",
    ])
  #expect(keysOfFirst("rows") == ["app", "model", "calls", "inputTokens", "cost"])
  #expect(keysOfFirst("issues") == ["code", "count", "message"])
  #expect(keysOfFirst("sources") == ["format", "calls"])
}

@Test func theFormatsHaveTheContractsNames() {
  #expect(ReportFormat.allCases.map(\.rawValue) == ["table", "csv", "markdown", "json", "html"])
}

@Test func everyWriterInTheFolderIsAFormat() throws {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let files = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources/ReportWriters").path)
  let writers = Set(files.filter { $0.hasSuffix("Writer.swift") && $0 != "ReportWriter.swift" })
  #expect(Set(ReportFormat.allCases.map { "\(type(of: $0.writer)).swift" }) == writers)
  for format in ReportFormat.allCases {
    #expect("\(type(of: format.writer))".lowercased() == format.rawValue + "writer")
  }
}

@Test func onlyTheTableLooksAtTheStyle() {
  for format in ReportFormat.allCases where format != .table {
    #expect(
      smallReport.written(as: format, style: Style(width: 20, colour: true)) == smallReport.written(as: format),
      "\(format)")
  }
}
