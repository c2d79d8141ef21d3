import Foundation
import Testing

/// The price book from the command line: history, discounts, rates, what applies and what is wrong.
@Suite struct PricesCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String..., stdin: String = "") throws -> Program.Outcome {
    try Program.run(arguments, stdin: Data(stdin.utf8), in: folder.url)
  }

  private static let header = "model,meter,unit,price,currency,effectiveFrom,effectiveTo\n"

  /// One call of a million input tokens of gpt-4o in each month.
  private func ingestThreeMonths() throws {
    let events = [8, 9, 10].map { month in
      #"{"event-time":"\#(month)/20/2026 12:00:00 AM","message-id":"\#(month)","appid":"a","choices":"[]","#
        + #""operation":"chat.completion","model":"gpt-4o","modeltime":"","completion_tokens":"0","#
        + #""prompt_tokens":"1000000","total_tokens":"1000000"}"#
    }
    try folder.file("events.jsonl", events.joined(separator: "\n"))
    #expect(try run("ingest", "events.jsonl", "--quiet").code == 0)
  }

  private func costs(_ arguments: String...) throws -> [String?] {
    let text = try Program.run(["report", "--by", "month", "--format", "json"] + arguments, in: folder.url).text
    return try ReportJSON(text).rows.map { $0["cost"] as? String }
  }

  // MARK: History

  @Test func aNewListKeepsHistoryAndClosedMonthsKeepTheirFigures() throws {
    try ingestThreeMonths()
    try folder.file("old.csv", Self.header + "gpt-4o,input,1M,2.5,USD,2026-01-01,\n")
    try folder.file("new.csv", Self.header + "gpt-4o,input,1M,2.25,USD,2026-10-15T22:30:00+02:00,\n")
    #expect(try run("prices", "import", "old.csv").code == 0)
    #expect(try costs() == ["2.5", "2.5", "2.5"])
    let outcome = try run("prices", "import", "new.csv")
    #expect(
      outcome.error
        == "note: 1 open-ended row ends where a later one begins (--verbose names each)\nprices: 1 imported, 2 in all\n"
    )
    #expect(try costs() == ["2.5", "2.5", "2.25"])
    #expect(
      try Array(run("prices", "list", "--quiet").lines.dropFirst()) == [
        "gpt-4o,,,,,,input,1M,2.5,USD,2026-01-01,2026-10-15T20:30:00Z,",
        "gpt-4o,,,,,,input,1M,2.25,USD,2026-10-15T20:30:00Z,,",
      ])
  }

  @Test func aChangeOfATimeThatHasAPriceIsShownAndNeedsReplace() throws {
    try ingestThreeMonths()
    try folder.file(
      "old.csv", Self.header + "gpt-4o,input,1M,2.5,USD,2026-01-01,2026-10-01\ngpt-4o,input,1M,2.25,USD,2026-10-01,\n")
    try folder.file("late.csv", Self.header + "o3,input,1M,1,USD,,\ngpt-4o,input,1M,2,USD,2026-09-01,2026-10-02\n")
    #expect(try run("prices", "import", "old.csv").code == 0)
    let before = try run("prices", "list").text
    let refused = try run("prices", "import", "late.csv")
    #expect(refused.code == 1)
    #expect(
      refused.error == """
        error: late.csv:3: input of gpt-4o from 2026-09-01 until 2026-10-01: 2 USD for 1M instead of 2.5 USD for 1M (old.csv:2)
        error: late.csv:3: input of gpt-4o from 2026-10-01 until 2026-10-02: 2 USD for 1M instead of 2.25 USD for 1M (old.csv:3); \
        nothing was imported; --replace lets the new rows win

        """)
    #expect(try run("prices", "list").text == before)
    #expect(try costs() == ["2.5", "2.5", "2.25"])
    let replaced = try run("prices", "import", "late.csv", "--replace")
    #expect(replaced.code == 0)
    #expect(
      replaced.error.hasPrefix("note: late.csv:3: input of gpt-4o from 2026-09-01 until 2026-10-01: 2 USD for 1M "))
    #expect(replaced.error.hasSuffix("\nprices: 2 imported, 4 in all\n"))
    #expect(try costs() == ["2.5", "2", "2.25"])
  }

  @Test func anotherCurrencyNamesTheRowThatIsThereAndCanOnlyComeAfterForgetting() throws {
    try folder.file("usd.csv", Self.header + "gpt-4o,input,1M,2.5,USD,,\n")
    try folder.file("eur.csv", Self.header + "gpt-4o,output,1M,2.5,EUR,,\n")
    #expect(try run("prices", "import", "usd.csv").code == 0)
    let refused = try run("prices", "import", "eur.csv", "--replace")
    #expect(refused.code == 1)
    #expect(refused.error.contains("eur.csv:2") && refused.error.contains("usd.csv:2"))
    #expect(try run("prices", "import", "eur.csv", "--forget").error == "prices: 1 imported, 1 in all\n")
  }

  /// Reading and replacing are one transaction: no import loses what another brought in meanwhile.
  @Test func importsAtTheSameTimeLoseNothing() throws {
    let models = (0..<6).map { "model-\($0)" }
    #expect(try run("prices", "import", "-", "--quiet", stdin: Self.header + "first,input,1M,1,USD,,\n").code == 0)
    let running = try models.map { model in
      try Program.start(
        ["prices", "import", "-"], stdin: Data((Self.header + "\(model),input,1M,1,USD,,\n").utf8), in: folder.url)
    }
    for program in running {
      let outcome = try program.outcome()
      #expect(outcome.code == 0, "\(outcome.error)")
    }
    let listed = try run("prices", "list", "--quiet").lines.dropFirst().map { $0.prefix { $0 != "," } }
    #expect(listed.map(String.init) == ["first"] + models)
  }

  // MARK: Discounts and rates

  @Test func discountsAndRatesOfTheSamplesMakeEffectiveCost() throws {
    try ingestThreeMonths()
    let tables = Project.samples.appending(path: "PriceTables")
    let discounts = tables.appending(path: "harbour-foods-discounts.csv").path
    let rates = tables.appending(path: "harbour-foods-rates.csv").path
    #expect(try run("prices", "discounts", "import", discounts).error == "discounts: 3 imported, 3 in all\n")
    #expect(try run("prices", "rates", "import", rates).error == "rates: 3 imported, 3 in all\n")
    #expect(try run("prices", "discounts", "import", discounts).error == "discounts: 0 imported, 3 in all\n")
    // 2.5 less 5, 5 and 7.5 %.
    #expect(try costs() == ["2.375", "2.375", "2.3125"])
    #expect(try costs("--cost", "list") == ["2.5", "2.5", "2.5"])
    // No rate is there for August; 2.375 × 0.8531 and 2.3125 × 0.8621.
    #expect(Set(try costs("--currency", "EUR")) == [nil, "2.0261125", "1.99360625"])
    let strict = try run("report", "--all", "--currency", "EUR", "--strict")
    #expect(strict.code == 3)
    #expect(strict.text.contains("missingRate (1): no rate says what USD is in EUR at the time of the calls"))
    #expect(
      strict.text.contains("Note: 1 USD is 0.8621 EUR from 2026-10-01 until 2026-11-01 (Harbour Foods treasury October")
    )
    let csv = try run("report", "--by", "model", "--format", "csv").lines
    #expect(csv[0].contains(",cost,currency,listCost,"))
    #expect(csv[1].contains(",7.0625,USD,7.5,"))
  }

  @Test(arguments: ["discounts", "rates"])
  func theListOfARegisterCanBeImported(_ register: String) throws {
    let file = Project.samples.appending(path: "PriceTables/harbour-foods-\(register).csv").path
    #expect(try run("prices", register, "import", file).code == 0)
    let list = try run("prices", register, "list").text
    let again = try run("prices", register, "import", "-", "--forget", stdin: list)
    #expect(again.error == "\(register): 3 imported, 3 in all\n")
    #expect(try run("prices", register, "list").text == list)
  }

  @Test func negotiatedPricesStandBesideTheList() throws {
    try ingestThreeMonths()
    let prices = Self.header + "gpt-4o,input,1M,2,USD,2026-09-01,2026-10-01\n"
    let outcome = try run("prices", "import", "-", "--negotiated", stdin: prices)
    #expect(outcome.error == "negotiated prices: 1 imported, 1 in all\n")
    #expect(try costs() == ["2.5", "2", "2.5"])
    #expect(try costs("--cost", "list") == ["2.5", "2.5", "2.5"])
    let list = try run("prices", "list", "--negotiated")
    #expect(Array(list.lines.dropFirst()) == ["gpt-4o,,,,,,input,1M,2,USD,2026-09-01,2026-10-01,"])
  }

  @Test(arguments: [
    (["report", "--cost", "net"], "error: --cost takes list or effective, not \"net\"\n"),
    (["report", "--currency", "eur"], "error: currency \"eur\" is not three capital letters such as USD\n"),
    (["prices", "list", "--region", "eastus"], nil), (["prices", "list", "--at", "2026-10-15"], nil),
    (["prices", "list", "--at", "soon", "--model", "gpt-4o"], nil),
    (["prices", "list", "--meter", "inputs"], nil), (["prices", "lint", "--at", "15.10.2026"], nil),
    (["report", "explain", "--top", "3"], nil),
  ])
  func impossibleWishesAreUsageErrors(_ arguments: [String], _ sentence: String?) throws {
    let outcome = try Program.run(arguments, in: folder.url)
    #expect(outcome.code == 2 && outcome.text == "")
    if let sentence { #expect(outcome.error == sentence) }
    #expect(outcome.error.hasPrefix("error: ") && outcome.lines.isEmpty)
  }

  // MARK: What applies

  @Test func listSaysWhichRowApplies() throws {
    let prices = Project.samples.appending(path: "PriceTables/harbour-foods-2026.csv").path
    #expect(try run("prices", "import", prices, "--quiet").code == 0)
    let discounts = "percent,effectiveFrom\n5,2026-01-01\n"
    #expect(try run("prices", "discounts", "import", "-", "--quiet", stdin: discounts).code == 0)
    let list = try run(
      "prices", "list", "--model", "gpt-4o", "--at", "2026-10-14T23:59:59.999Z", "--meter", "input", "--region",
      "Sweden Central", "--quiet")
    #expect(list.lines.first?.hasSuffix(",source,applies,why") == true)
    let verdicts = list.lines.dropFirst().map { $0.split(separator: ",").suffix(2).joined(separator: ",") }
    #expect(list.lines.filter { $0.contains(",yes,") }.count == 1)
    #expect(list.lines.contains { $0.contains("swedencentral") && $0.contains(",yes,\"applies, less 5 % (-:2)\"") })
    #expect(verdicts.contains { $0.hasSuffix("no,begins 2026-10-15") })
    #expect(verdicts.contains { $0.hasSuffix("is more specific") })
    #expect(
      list.lines.contains { $0.contains(",no,\"for dataZone, not global\"") || $0.contains(",no,for 2024-08-06 only") })
    let none = try run("prices", "list", "--model", "house-llm-7b", "--at", "2026-10-14")
    #expect(none.code == 0 && none.lines.count == 1)
    #expect(none.error.hasSuffix("note: no price applies to house-llm-7b (global) at 2026-10-14\n"))
  }

  // MARK: Lint

  @Test func lintOfTheSamplesNamesTheModelsWithoutAPrice() throws {
    let outcome = try Program.run(["prices", "lint", "--database", Samples.database])
    #expect(outcome.code == 0)
    #expect(outcome.lines.contains { $0.hasPrefix("unpriced: no input, output price for house-llm-7b (global)") })
    let strict = try Program.run(["prices", "lint", "--strict", "--json", "--database", Samples.database])
    #expect(strict.code == 3)
    let json = try #require(try JSONSerialization.jsonObject(with: strict.output) as? [String: Any])
    #expect(json["schema"] as? String == "chargeback/lint/1")
    let findings = try #require(json["findings"] as? [[String: Any]])
    #expect(findings.count == outcome.lines.count)
    let unpriced = try #require(findings.first { $0["code"] as? String == "unpriced" })
    #expect((unpriced["calls"] as? Int ?? 0) > 0 && (unpriced["tokens"] as? Int ?? 0) > 0)
  }

  @Test func aFileIsLookedOverBeforeItIsImported() throws {
    try folder.file(
      "bad.csv",
      Self.header + "gpt-4o,input,1K,2.5,USD,2026-01-01,2026-02-01\ngpt-4o,cachedInput,1M,1.25,USD,2026-01-01,\n"
        + "gpt-4o,input,1M,2.5,USD,2026-03-01,\n")
    let outcome = try run("prices", "lint", "bad.csv", "--at", "2026-03-02")
    #expect(
      outcome.lines.map { $0.split(separator: ":").prefix(3).joined(separator: ":") } == [
        "bad.csv:2: gap", "bad.csv:2: unitOutlier",
      ])
    #expect(try folder.files() == ["bad.csv"])
    #expect(try run("prices", "lint", "--at", "2026-11-20").error == "prices: nothing found\n")
    let old = try run("prices", "lint", "--at", "2027-02-01", "--strict")
    #expect(old.code == 3 && old.text == "old: the bundled list is of 2026-11, 92 days before 2027-02-01\n")
  }

  // MARK: The arithmetic

  @Test func everyFormatCanExplainTheCost() throws {
    for format in ["table", "csv", "markdown", "json"] {
      let outcome = try Program.run(
        ["report", "explain", "--by", "model", "--format", format, "--database", Samples.database])
      #expect(outcome.code == 0)
      #expect(outcome.text.contains("harbour-foods-2026.csv:"))
    }
  }
}
