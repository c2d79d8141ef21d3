import ChargebackModel
import Testing

@testable import Pricing

@Test func readsEveryColumn() throws {
  let row = try row("gpt-4o,2024-08-06,dataZone,swedencentral,flex,272000,output,1K,0.011,EUR,2026-10-01,2026-11-01,us")
  #expect(row.modelVersion == "2024-08-06")
  #expect(row.deploymentType == .dataZone)
  #expect(row.region == "swedencentral")
  #expect(row.serviceTier == "flex")
  #expect(row.inputTokensAbove == 272_000)
  #expect(row.meter == .output)
  #expect(row.unit == .thousand)
  #expect(row.price.exactText == "0.011")
  #expect(row.currency == "EUR")
  #expect(row.effectiveFrom == (try day("2026-10-01")))
  #expect(row.effectiveTo == (try day("2026-11-01")))
  #expect(row.source == "us")
  #expect(row.place.description == "prices.csv:2")
}

@Test func emptyCellsMeanAnyAndSinceEver() throws {
  let row = try row("gpt-4o,,,,,,input,1M,2.5,USD,,,")
  #expect(row.filledConditions == 0)
  #expect(row.inputTokensAbove == 0)
  #expect(row.effectiveFrom == nil)
  #expect(row.effectiveTo == nil)
}

@Test func findsAllProblemsAndKeepsTheGoodRows() {
  let text = """
    \(header)
    gpt-4o,,worldwide,,,many,inputs,1000,2.5,USD,15.10.2026,,list
    gpt-4o,,,,,,input,1M,2.5,USD,,,list
    gpt-4o,,,,,-1,output,1M,2.5,USD,,,list
    gpt-4o,,,,,,output,1M,10,usd,,,list
    ,,,,,,output,1M,10,USD,,,list
    """
  let table = PriceTable.parse(text, path: "prices.csv")
  #expect(table.rows.map(\.place.line) == [3])
  #expect(
    table.problems.map { "\($0.place): \($0.message)" } == [
      "2: deploymentType \"worldwide\" is none of global, dataZone, regional, globalBatch, dataZoneBatch, "
        + "provisionedGlobal, provisionedDataZone, provisionedRegional, developer",
      "2: meter \"inputs\" is none of input, cachedInput, cacheWrite, output, audioInput, cachedAudioInput, "
        + "audioOutput, imageInput, imageOutput, image, second, character, provisionedUnitHour",
      "2: unit \"1000\" is none of 1, 1K, 1M, hour, second, image, character",
      "2: inputTokensAbove \"many\" is not a whole number such as 272000",
      "2: effectiveFrom \"15.10.2026\" is neither a day such as 2026-10-15 nor a moment such as "
        + "2026-10-15T22:30:00+02:00, to the millisecond",
      "4: inputTokensAbove is negative: 0 is for every call",
      "5: currency \"usd\" is not three capital letters such as USD",
      "6: model is empty: a price is for one model",
    ])
}

// AI-Gateway #401: models whose price had another unit cost nothing, silently.
@Test func aUnitIsNeverAssumed() {
  let table = PriceTable.parse("model,meter,price,currency\ngpt-4o,input,2.5,USD\n", path: "prices.csv")
  #expect(table.rows.isEmpty)
  #expect(table.problems.map(\.message) == ["the column unit is missing: a price cannot be read without it"])
  #expect(
    problems("gpt-4o,,,,,,input,,2.5,USD,,,list") == [
      "2: unit \"\" is none of 1, 1K, 1M, hour, second, image, character"
    ])
}

@Test func anUnknownColumnIsNamed() {
  let table = PriceTable.parse("model,meter,unit,price,currency,tier\ngpt-4o,input,1M,2.5,USD,flex\n", path: "p.csv")
  #expect(
    table.problems.map(\.description) == [
      "p.csv:1: warning[malformed]: unknown column \"tier\": the columns are "
        + header.replacing(",", with: ", ")
    ])
}

@Test func aTextThatIsNoTableIsOneProblem() {
  #expect(problems("gpt-4o,input\n") == ["2: the row has 2 cells, the header 13"])
}

@Test func blanksAroundCellsDoNotMatter() throws {
  #expect(
    try row(" gpt-4o ,,\tglobal, , ,, input ,1M, 2.5 ,USD ,,,list")
      == row("gpt-4o,,global,,,,input,1M,2.5,USD,,,list"))
}

@Test func whatIsWrittenReadsTheSame() throws {
  let text = """
    \(header)
    gpt-4o,2024-08-06,global,eastus,default,272000,input,1M,2.5,USD,2026-10-01,2026-11-01,"a ""contract"", signed"
    gpt-35-turbo,,,,,,output,1K,0.0015,USD,,,
    house-llm-7b,,,,,,second,1,0.000000000001,USD,2026-10-01,,\u{1F6A2}

    """
  let table = PriceTable.parse(text, path: "prices.csv")
  #expect(table.problems == [])
  #expect(PriceTable.write(table.rows) == text)
}

@Test func theBundledListSurvivesWritingAndReading() {
  let text = PriceTable.write(PriceBook.bundled.rows)
  let again = PriceTable.parse(text, path: "again.csv")
  #expect(again.problems == [])
  #expect(again.rows.count == PriceBook.bundled.rows.count)
  #expect(PriceTable.write(again.rows) == text)
}
