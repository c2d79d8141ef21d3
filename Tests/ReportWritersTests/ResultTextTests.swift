import CSV
import ChargebackModel
import Foundation
import ReportWriters
import Testing

private let rows: [[TableValue]] = [
  [.text("say \"hi\"|\u{1B}[31m\n"), .integer(1_234_567), .real(0.1 + 0.2), .null],
  [.text("=1+1"), .null, .real(2), .null], [.text("表"), .integer(.min), .real(.infinity), .null],
]

private func written(_ format: ReportFormat, _ rows: [[TableValue]] = rows, width: Int? = nil) throws -> String {
  var text = ""
  var writer = ResultText(format, style: Style(width: width)) { text += $0 }
  try writer.begin(["name", "n", "x", "nothing"])
  for row in rows { try writer.add(row) }
  try writer.end()
  return text
}

@Test func anAnswerAsATableIsAlignedAndHarmless() throws {
  #expect(
    try written(.table) == """
      name                                      n         x  nothing
      ──────────────────────────────────────────────────────────────
      say "hi"|\\u{1B}[31m\\n               1234567       0.3
      =1+1                                              2.0
      表                     -9223372036854775808  Infinity

      """)
  #expect(try written(.table, width: 52).split(separator: "\n")[1].count == 52)
}

@Test func anAnswerAsCSVAndJSONComesBack() throws {
  let table = try CSVTable(try written(.csv))
  #expect(table.header == ["name", "n", "x", "nothing"])
  #expect(table.rows[1].cells == ["'=1+1", "", "2.0", ""])
  let object = try JSONSerialization.jsonObject(with: Data(try written(.json).utf8)) as? [String: Any]
  let found = try #require(object?["rows"] as? [[String: Any]])
  #expect(object?["schema"] as? String == "chargeback/query/1")
  #expect(found[0]["name"] as? String == "say \"hi\"|\u{1B}[31m\n")
  #expect(found[2]["n"] as? Int64 == .min)
  #expect(found[0]["x"] as? Double == 0.3)
  #expect(found[2]["x"] is NSNull && found[1]["n"] is NSNull)
}

@Test(arguments: ReportFormat.allCases) func anAnswerWithoutRowsIsWellFormed(_ format: ReportFormat) throws {
  let text = try written(format, [])
  #expect(text.hasSuffix("\n") && text.contains("name"))
  if format == .json { #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any]) }
}

@Test func markdownAndPagesShowMarkupAsText() throws {
  #expect(try written(.markdown).contains("say \"hi\"\\|\\\\u{1B}\\[31m\\\\n"))
  let page = try written(.html, [[.text("<script>"), .integer(1), .real(1), .null]])
  #expect(page.contains("&lt;script&gt;") && !page.contains("<script>"))
}
