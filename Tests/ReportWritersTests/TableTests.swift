import ChargebackModel
import Testing

@testable import ReportWriters

@Test(arguments: [
  ("", 0), ("abc", 3), ("é", 1), ("e\u{301}\u{308}", 1), ("東京", 4), ("ｶﾅ", 2), ("ＡＢ", 4), ("한국", 4),
  ("\u{1112}\u{1161}\u{11AB}", 2), ("🦊", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("1️⃣", 2), ("☎", 1), ("☎️", 2), ("👍🏽", 2),
  ("a\u{200B}b", 2),
  ("…", 1), ("─", 1), ("שלום", 4), ("𝄞", 1), ("𠀀", 2),
])
func aTextIsAsWideAsATerminalShowsIt(_ text: String, width: Int) {
  #expect(text.displayWidth == width)
}

@Test(arguments: [
  ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("東京都", 6, "東京都"), ("東京都", 5, "東京…"), ("東京都", 4, "東…"),
  ("👩‍👩‍👧x👩‍👩‍👧", 4, "👩‍👩‍👧x…"),
])
func aLongTextIsCutBetweenCharacters(_ text: String, width: Int, shortened: String) {
  #expect(text.shortened(to: width) == shortened)
}

@Test(arguments: [
  ("plain 🦊", "plain 🦊"), ("a\r\nb\t", "a\\r\\nb\\t"), ("\u{1B}[31m", "\\u{1B}[31m"),
  ("\u{202E}x\u{2069}", "\\u{202E}x\\u{2069}"),
  ("\u{85}\u{2028}", "\\u{85}\\u{2028}"), ("\0", "\\u{0}"),
])
func whatSteersATerminalIsShownAsAnEscape(_ text: String, visible: String) {
  #expect(text.visible == visible)
}

@Test(
  arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-1000, "-1,000"), (-999, "-999"), (1_234_567, "1,234,567"),
    (.max, "9,223,372,036,854,775,807"), (.min, "-9,223,372,036,854,775,808"),
  ] as [(Int64, String)])
func digitsAreGroupedByThree(_ number: Int64, text: String) {
  #expect(number.grouped == text)
}

@Test(
  arguments: [
    (0, 2, "0.00"), (5, 2, "0.05"), (-5, 2, "-0.05"), (123_456, 2, "1,234.56"), (-100, 2, "-1.00"), (1234, 0, "1,234"),
    (7, 6, "0.000007"),
  ] as [(Int128, Int, String)])
func anAmountHasItsDecimals(_ units: Int128, decimals: Int, text: String) {
  #expect(units.grouped(decimals: decimals) == text)
}

@Test func aNastyTableIsStillAligned() {
  // Every line of the table ends with the last digit of its last column.
  let lines = nastyReport.written(as: .table).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  let table = lines.drop { !$0.hasPrefix("app ") }.prefix { !$0.isEmpty }
  #expect(table.count == 1 + 1 + nastyReport.rows.count + 1 + 1)
  for line in table { #expect(line.displayWidth == table.first?.displayWidth, "\(line)") }
}

/// The columns of `usage`, with a long name and numbers of six digits.
private let wideReport = Report(
  kind: "usage", title: "Usage", period: october, currency: "USD", groupBy: ["appId", "model"], filters: [],
  columns: [.init("appId", .dimension), .init("model", .dimension)]
    + ["calls", "inputTokens", "cachedInputTokens", "outputTokens", "reasoningTokens", "totalTokens"].map {
      .init($0, .count)
    } + [.init("cost", .money(decimals: 2)), .init("unpricedCalls", .count), .init("unmeteredCalls", .count)],
  rows: [
    .init(
      [.text("3f2c9a04-1b7e-4a55-9d0e-6f1c2b3a4d5e"), .text("gpt-4o")] + Array(repeating: .count(123_456), count: 6)
        + [money("12.5"), .count(0), .count(0)])
  ],
  totals: [.none, .none] + Array(repeating: .count(123_456), count: 6) + [money("12.5"), .count(0), .count(0)],
  completeness: Completeness())

private func tableLines(_ width: Int?) -> [String] {
  wideReport.written(as: .table, style: Style(width: width)).split(separator: "\n").map(String.init).dropFirst(2)
    .dropLast()
}

@Test func withoutAWidthEveryColumnIsShown() {
  #expect(tableLines(nil)[0].split(separator: " ").count == wideReport.columns.count + 1)
  #expect(tableLines(1000) == tableLines(nil))
}

@Test func whatIsLeastMissedGoesFirst() {
  let whole = tableLines(nil)[0].displayWidth
  #expect(tableLines(whole) == tableLines(nil))
  #expect(tableLines(whole - 1).last == "Left out to fit \(whole - 1) columns: reasoningTokens")
  #expect(tableLines(160).last == "Left out to fit 160 columns: reasoningTokens")
  #expect(tableLines(130).last == "Left out to fit 130 columns: reasoningTokens, cachedInputTokens, totalTokens")
}

@Test func thenNamesAreShortened() {
  #expect(
    tableLines(80) == [
      "appId                     model     calls  inputTokens  outputTokens  cost (USD)",
      "────────────────────────────────────────────────────────────────────────────────",
      "3f2c9a04-1b7e-4a55-9d0e…  gpt-4o  123,456      123,456       123,456       12.50",
      "────────────────────────────────────────────────────────────────────────────────",
      "Total                             123,456      123,456       123,456       12.50",
      "Left out to fit 80 columns: reasoningTokens, cachedInputTokens, totalTokens, unmeteredCalls, unpricedCalls",
    ])
}

@Test func thenMoreColumnsGoBeforeNamesCanNoLongerBeToldApart() {
  #expect(
    tableLines(60) == [
      "appId               model     calls  inputTokens  cost (USD)",
      "────────────────────────────────────────────────────────────",
      "3f2c9a04-1b7e-4a5…  gpt-4o  123,456      123,456       12.50",
      "────────────────────────────────────────────────────────────",
      "Total                       123,456      123,456       12.50",
      "Left out to fit 60 columns: reasoningTokens, cachedInputTokens, totalTokens, unmeteredCalls, unpricedCalls, "
        + "outputTokens",
    ])
  #expect(tableLines(40)[0] == "appId                 model   cost (USD)")
}

@Test func numbersAreNeverCut() {
  let lines = tableLines(20)
  #expect(lines[2] == "3f2c9a0…  gpt-4o       12.50")
}

@Test func theTableFitsItsWidthUnlessItsNumbersAloneAreWider() throws {
  let least = try #require(tableLines(1).first).displayWidth
  for width in 0...220 {
    for line in tableLines(width) where !line.hasPrefix("Left out") {
      #expect(line.displayWidth <= max(width, least), "\(width): \(line)")
    }
  }
}

@Test func colourIsUsedOnlyWhereItIsWelcomeAndAddsNothingElse() {
  let plain = smallReport.written(as: .table)
  let coloured = smallReport.written(as: .table, style: Style(colour: true))
  #expect(!plain.contains("\u{1B}"))
  #expect(coloured.contains("\u{1B}[1mapp      model         calls  inputTokens  cost (USD)\u{1B}[0m\n"))
  #expect(coloured.contains("\u{1B}[33mIncomplete: 3 of 2,004 calls unpriced"))
  var stripped = coloured
  for code in ["\u{1B}[1m", "\u{1B}[33m", "\u{1B}[0m"] { stripped = stripped.replacing(code, with: "") }
  #expect(stripped == plain)
}
