import ChargebackModel
import Testing

@testable import Pricing

// AI-Gateway #397: a price per 1K taken as one per token showed 1000 times the cost.
@Test(arguments: [
  ("gpt-4.1-mini,,,,,,input,1M,0.40,USD,,,list", "0.0000004"),
  ("gpt-4.1-mini,,,,,,input,1K,0.0004,USD,,,list", "0.0000004"),
  ("gpt-4.1-mini,,,,,,input,1,0.0000004,USD,,,list", "0.0000004"),
])
func theUnitIsPartOfThePrice(_ text: String, _ one: String) throws {
  #expect(try row(text).unitPrice.exactText == one)
}

@Test(arguments: [
  ("0.1234567", "1M", "price 0.1234567 for 1M has more than 6 decimals, so the price of one is not exact"),
  ("0.0000000001", "1K", "price 0.0000000001 for 1K has more than 9 decimals, so the price of one is not exact"),
  ("0.0000000000001", "1", "price 0.0000000000001 cannot be kept exactly: at most twelve decimals"),
  ("-2.50", "1M", "price -2.5 is negative"),
  ("1000001", "1", "price 1000001 for 1 is more than a million for one"),
  ("2,50", "1M", "price \"2,50\" is not a plain decimal such as 2.50"),
  ("free", "1M", "price \"free\" is not a plain decimal such as 2.50"),
  ("", "1M", "price \"\" is not a plain decimal such as 2.50"),
])
func refusesAPriceThatIsNotExact(_ price: String, _ unit: String, _ sentence: String) {
  #expect(problems("gpt-4o,,,,,,input,\(unit),\"\(price)\",USD,,,list") == ["2: \(sentence)"])
}

@Test func aSnapshotNameGivesModelAndVersion() throws {
  let snapshot = try row("gpt-4o-2024-08-06,,,,,,input,1M,2.5,USD,,,list")
  #expect(snapshot.model == "gpt-4o")
  #expect(snapshot.modelVersion == "2024-08-06")
}

@Test(arguments: [
  ("gpt-3.5-turbo", "0125", "gpt-35-turbo", "0125"),
  ("GPT-4", "1106-Preview", "gpt-4", "1106-preview"),
  ("gpt-4o-2024-08-06", "2024-08-06", "gpt-4o", "2024-08-06"),
])
func namesAreBroughtToAzuresSpelling(_ model: String, _ version: String, _ ours: String, _ ourVersion: String) throws {
  let row = try row("\(model),\(version),GlobalStandard,East US 2,Priority,,input,1M,2.5,USD,,,list")
  #expect(row.model == ours)
  #expect(row.modelVersion == ourVersion)
  #expect(row.deploymentType == .global)
  #expect(row.region == "eastus2")
  #expect(row.serviceTier == "priority")
}

@Test func aRowThatNeverHoldsIsRefused() {
  #expect(
    problems("gpt-4o,,,,,,input,1M,2.5,USD,2026-10-15,2026-10-15,list") == [
      "2: effectiveTo 2026-10-15 is not after effectiveFrom 2026-10-15, so the row never holds"
    ])
}

@Test func aPriceMayChangeAtAnyInstant() throws {
  let row = try row("gpt-4o,,,,,,input,1M,2.5,USD,2026-10-15T22:30:00+02:00,2026-10-15T23:00:00.001+02:00,list")
  #expect(row.effectiveFrom?.iso8601 == "2026-10-15T20:30:00Z")
  #expect(row.effectiveTo?.iso8601 == "2026-10-15T21:00:00.001Z")
  #expect(PriceTable.cells(row)[10...11] == ["2026-10-15T20:30:00Z", "2026-10-15T21:00:00.001Z"])
  let again = PriceTable.parse(PriceTable.write([row]), path: "prices.csv")
  #expect(again.rows == [row])
}

// MARK: Units

@Test(arguments: [
  ("second,hour,0.36", "0.0001"), ("second,second,0.1", "0.1"), ("second,1,0.1", "0.1"),
  ("provisionedUnitHour,hour,1.5", "1.5"), ("provisionedUnitHour,1,1.5", "1.5"), ("image,image,0.04", "0.04"),
  ("character,character,0.000015", "0.000015"), ("character,1M,15", "0.000015"),
])
func aUnitMayBeTheThingThatIsCounted(_ cells: String, _ one: String) throws {
  let row = try row("some-model,,,,,,\(cells),USD,,,list")
  #expect(row.unitPrice.exactText == one)
  #expect(PriceTable.parse(PriceTable.write([row]), path: "prices.csv").rows == [row])
}

@Test(arguments: [
  ("input,hour", "unit hour does not measure what the meter input counts"),
  ("second,image", "unit image does not measure what the meter second counts"),
  ("image,character", "unit character does not measure what the meter image counts"),
  ("provisionedUnitHour,second", "unit second does not measure what the meter provisionedUnitHour counts"),
])
func aUnitThatMeasuresSomethingElseIsRefused(_ cells: String, _ sentence: String) {
  #expect(problems("some-model,,,,,,\(cells),1,USD,,,list") == ["2: \(sentence)"])
}

@Test func anHourThatDoesNotMakeAnExactSecondIsRefusedAndNotRounded() {
  #expect(
    problems("whisper,,,,,,second,hour,0.4,USD,,,list") == [
      "2: price 0.4 for hour cannot be divided by 3600 with twelve decimals, so the price of one is not exact"
    ])
}
