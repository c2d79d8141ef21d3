import CSV
import ChargebackModel
import Foundation
import ReportWriters
import Testing

@Test(arguments: ReportFormat.allCases) func nothingThatWasWrittenMovesTheCursorOrTurnsTheText(_ format: ReportFormat) {
  // CSV keeps the data as they are, in quotes: it is no text for a terminal.
  guard format != .csv else { return }
  let allowed: Set<Unicode.Scalar> = ["\n"]
  let steering = CharacterSet.controlCharacters.union(.init(charactersIn: "\u{2028}\u{2029}"))
  // Joiners belong to emoji.
  let found = nastyReport.written(as: format).unicodeScalars.filter {
    steering.contains($0) && !allowed.contains($0) && $0 != "\u{200D}"
  }
  #expect(found.isEmpty, "\(found.map { String($0.value, radix: 16) })")
}

@Test(arguments: ReportFormat.allCases) func theSameReportGivesTheSameBytes(_ format: ReportFormat) {
  #expect(nastyReport.written(as: format) == nastyReport.written(as: format))
  #expect(nastyReport.written(as: format).hasSuffix("\n"))
}

@Test func nastyNamesComeBackFromJSONAsTheyWere() throws {
  let text = nastyReport.written(as: .json)
  let report = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  let rows = try #require(report["rows"] as? [[String: Any]])
  #expect(
    rows.prefix(nastyNames.count).map { Array((($0["app"] as? String) ?? "?").utf8) }
      == nastyNames.map { Array($0.utf8) })
  #expect(rows[nastyNames.count]["app"] is NSNull)
  #expect(rows[nastyNames.count]["cost"] is NSNull)
  #expect(rows[nastyNames.count + 1]["calls"] as? Int64 == .max)
  #expect(rows[nastyNames.count + 2]["calls"] as? Int64 == .min)
  #expect(rows[nastyNames.count + 1]["cost"] as? String == "170141183460469231731687303.715884105727")
  #expect(rows[0]["calls"] as? Int64 == 0)
  #expect(rows[0]["cost"] as? String == "0")
  #expect(rows[nastyNames.count]["share"] is NSNull)
  #expect(rows[nastyNames.count + 2]["share"] as? String == "-92233720368547758.08")
  #expect((report["totals"] as? [String: Any])?["share"] as? String == "-0.05")
  #expect((report["totals"] as? [String: Any])?["cost"] as? String == "-0.000000000001")
  #expect(report["filters"] as? [String] == nastyReport.filters)
  #expect(report["notes"] as? [String] == nastyReport.notes)
}

@Test func nastyNamesComeBackFromCSVDisarmed() throws {
  let table = try CSVTable(nastyReport.written(as: .csv))
  #expect(table.header == ["app", "calls", "cost", "currency", "listCost", "share"])
  let names = table.rows.prefix(nastyNames.count).map { $0["app"] ?? "?" }
  #expect(names.map { Array($0.utf8) } == nastyNames.map { Array(CSV.disarmed($0).utf8) })
  #expect(names.contains("'=1+1") && names.contains("'@SUM(A1)") && names.contains("'-2+3"))
  #expect(table.rows[nastyNames.count].cells == ["unknown", "-1", "", "USD", "", ""])
  #expect(table.rows[nastyNames.count + 2]["calls"] == "-9223372036854775808")
  #expect(table.rows[0].cells == ["say \"hi\"", "0", "0", "USD", "-0.4", "0.00"])
}

@Test func nastyNamesStayInTheirCellsOfMarkdown() {
  let lines = nastyReport.written(as: .markdown).split(separator: "\n", omittingEmptySubsequences: false).map(
    String.init)
  let table = lines.drop { !$0.hasPrefix("| app") }.prefix { $0.hasPrefix("|") }
  #expect(table.count == 2 + nastyReport.rows.count + 1)
  for line in table { #expect(barsOf(line) == 6, "\(line)") }
  let text = table.joined(separator: "\n")
  for harmless in [
    "say \"hi\"", "a\\|b", "a\\\\\\|b", "two\\\\nlines", "two\\\\r\\\\nlines", "=1+1", "\\`code\\`",
    "\\<b onclick=x\\>\\&amp;\\</b\\>", "\\*bold\\* \\_it\\_ \\~gone\\~",
    "\\[link\\](https:\\//example.com) www\\.example.com", "שלום \\\\u{202E}abc\\\\u{202C}",
    "\\\\u{1B}\\[31mred\\\\u{7}",
  ] {
    #expect(text.contains(harmless), "\(harmless) is not in\n\(text)")
  }
  #expect(lines[0] == "# Usage \\| of \\*everything\\* \\\\u{1B}\\[2J")
  #expect(lines.contains("- **contradiction** (1): two models for \"a\\|b\"\\\\n\\<b\\>"))
}

/// How many bars of a line divide cells, as GitHub counts them: those behind a backslash do not.
private func barsOf(_ line: String) -> Int {
  var bars = 0
  var escaped = false
  for scalar in line.unicodeScalars {
    if escaped {
      escaped = false
    } else if scalar == "\\" {
      escaped = true
    } else if scalar == "|" {
      bars += 1
    }
  }
  return bars
}

@Test func nastyAmountsArePrintedInFull() {
  for format in [ReportFormat.table, .markdown] {
    let text = nastyReport.written(as: format)
    #expect(text.contains("170,141,183,460,469,231,731,687,303.7159"))
    #expect(text.contains("-170,141,183,460,469,231,731,687,304"))
    #expect(text.contains("9,223,372,036,854,775,807"))
    #expect(text.contains("-9,223,372,036,854,775,808"))
    #expect(!text.contains("-0.0000"), "zero has no sign")
    #expect(text.contains("92,233,720,368,547,758.07 %") && text.contains("-0.05 %"))
  }
}
