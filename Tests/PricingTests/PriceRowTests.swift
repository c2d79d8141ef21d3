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

@Test func aPriceThatChangesInTheMiddleOfADayIsRefused() throws {
  let noon = try day("2026-10-15").advanced(byMilliseconds: 12 * 3_600_000)
  #expect(throws: PriceRefusal("a price begins and ends at midnight UTC, not at 2026-10-15T12:00:00Z")) {
    try PriceRow(
      model: "gpt-4o", meter: .input, unit: .million, price: Money(units: 0), currency: "USD", effectiveFrom: noon,
      source: "", place: PriceRow.Place(path: "prices.csv", line: 2))
  }
}
