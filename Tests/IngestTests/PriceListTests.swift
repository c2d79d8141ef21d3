import ChargebackModel
import Foundation
import Pricing
import TestSupport
import Testing

@testable import Ingest

private func sample(_ names: String...) throws -> [(path: String, text: String)] {
  try names.map { ($0, String(decoding: try SampleFolder.bytes("PriceTables/\($0)"), as: UTF8.self)) }
}

private func list(_ files: [(path: String, text: String)]) throws -> PriceList {
  try #require(PriceLists.read(files).first).list
}

private func costMap(_ entries: String) throws -> PriceList { try list([("map.json", "{\(entries)}")]) }

private func item(_ name: String, _ price: String, unit: String = "1K", more: String = "") -> String {
  """
  {"meterName": "\(name)", "productName": "Azure OpenAI", "armRegionName": "westeurope", "retailPrice": \(price),
   "currencyCode": "USD", "unitOfMeasure": "\(unit)", "type": "Consumption", "tierMinimumUnits": 0.0,
   "effectiveStartDate": "2026-09-01T00:00:00Z", "isPrimaryMeterRegion": true\(more)}
  """
}

private func page(_ items: [String], next: String = "null") -> String {
  "{\"Items\": [\(items.joined(separator: ","))], \"NextPageLink\": \(next)}"
}

/// `meter price/unit` of each row.
private func prices(_ list: PriceList) -> [String] {
  list.rows.map { "\($0.meter.rawValue) \($0.price.exactText)/\($0.unit.rawValue)" }
}

private func cells(_ list: PriceList) -> [String] {
  list.rows.map { PriceTable.cells($0).dropLast().joined(separator: ",") }.sorted()
}

@Test(arguments: [
  (
    ["cost-map.json"],
    "48 prices read = 31 taken + 4 said twice + 2 overruled + 2 not for Azure OpenAI + 2 zero "
      + "+ 3 not for a call + 4 not understood"
  ),
  (
    ["retail-prices-page-1.json", "retail-prices-page-2.json"],
    "20 prices read = 9 taken + 1 said twice + 1 not for Azure OpenAI + 1 reservations + 1 for dev/test offers "
      + "+ 1 of secondary meter regions + 1 zero + 2 not for a call + 3 not understood"
  ),
  (
    ["ea-price-sheet.csv"],
    "8 prices read = 3 taken + 1 not for Azure OpenAI + 1 reservations + 1 for dev/test offers "
      + "+ 1 not for a call + 1 not understood"
  ),
  (["mca-price-sheet.csv"], "3 prices read = 2 taken + 1 not understood"),
])
func everyPriceOfASampleListIsAccountedFor(_ names: [String], _ sentence: String) throws {
  let read = try list(names.flatMap { try sample($0) })
  #expect(read.problems == [])
  #expect(read.balance.isEven)
  #expect(read.balance.sentence == sentence)
  #expect(throws: Never.self) { try PriceBook(read.rows) }
}

// MARK: The faults of other tools

/// AI-Gateway #397: a price per 1K was taken for one per token.
@Test func aPricePerThousandIsNotAPriceForOne() throws {
  let read = try list([("p.json", page([item("gpt 4.1 Inp glbl Tokens", "0.002")]))])
  #expect(prices(read) == ["input 0.002/1K"])
  #expect(read.rows.first?.unitPrice == Money("0.000002"))
}

/// AI-Gateway #401: only meters per 1K were looked at, and newer models cost nothing.
@Test func metersPerMillionAreTakenToo() throws {
  let items = [item("gpt 4.1 Inp glbl Tokens", "0.002"), item("5.4 inp Gl 1M Tokens", "2.5", unit: "1M")]
  #expect(prices(try list([("p.json", page(items))])) == ["input 0.002/1K", "input 2.5/1M"])
}

@Test func aNameAndAUnitThatDisagreeAreNotBelieved() throws {
  let read = try list([("p.json", page([item("5.4 inp Gl 1M Tokens", "2.5", unit: "1K")]))])
  #expect(read.rows.isEmpty && read.balance[.notUnderstood] == 1 && read.remarks.count == 1)
}

/// LiteLLM #36094: OpenAI's own price was put on Azure.
@Test func whatOpenAIAsksIsNoPriceOfAzure() throws {
  let read = try costMap(
    """
    "gpt-4o": {"litellm_provider": "openai", "input_cost_per_token": 1e-06},
    "openai/azure/gpt-4o": {"litellm_provider": "openai", "input_cost_per_token": 1e-06}
    """)
  #expect(read.rows.isEmpty && read.balance[.elsewhere] == 2 && read.balance.isEven)
}

/// LiteLLM #37823: rows of data zones lack a cached price; it is made up from no other one.
@Test func aCachedPriceThatADataZoneLacksStaysUnknown() throws {
  let read = try costMap(
    """
    "azure/gpt-4o": {"litellm_provider": "azure", "input_cost_per_token": 2e-06, "cache_read_input_token_cost": 1e-06},
    "azure/eu/gpt-4o": {"litellm_provider": "azure", "input_cost_per_token": 2.2e-06}
    """)
  let rating = try CostBook(list: PriceBook(read.rows)).rate(
    [.input: 10, .cachedInput: 10], for: SKU(model: "gpt-4o", deploymentType: .dataZone, region: "swedencentral"),
    at: Instant(milliseconds: 0), inputTokens: 20)
  #expect(rating.unpriced.map(\.meter) == [.cachedInput])
  #expect(rating.charges.map(\.meter) == [.input])
}

/// LiteLLM #37631: cache writes were priced at 0.
@Test func aCacheWriteAtZeroIsUnknownNotFree() throws {
  let read = try costMap(
    """
    "azure/gpt-5.6": {"litellm_provider": "azure", "input_cost_per_token": 5e-06, "cache_creation_input_token_cost": 0.0}
    """)
  #expect(prices(read) == ["input 5/1M"])
  #expect(read.balance[.zero] == 1 && read.remarks.count == 1)
}

/// LiteLLM #9077: a batch is half the price only where the list says so.
@Test func noBatchPriceIsMadeByHalving() throws {
  let read = try costMap(
    """
    "azure/gpt-4o": {"litellm_provider": "azure", "input_cost_per_token": 2e-06, "input_cost_per_token_batches": 7e-07,
      "output_cost_per_token": 8e-06}
    """)
  #expect(read.rows.filter { $0.deploymentType == .globalBatch }.map(\.price.exactText) == ["0.7"])
}

// MARK: Cost map

@Test func figuresOfACostMapAreReadDigitByDigit() throws {
  let read = try costMap(
    """
    "azure/a": {"litellm_provider": "azure", "input_cost_per_token": 1.1e-07, "output_cost_per_token": 0.000000000007},
    "azure/b": {"litellm_provider": "azure", "input_cost_per_token": 1.00000000000001e-07}
    """)
  #expect(prices(read) == ["input 0.11/1M", "output 0.000007/1M"])
  #expect(read.balance[.notUnderstood] == 1)
}

@Test func keysThatContradictEachOtherAreBothLeftOut() throws {
  let read = try costMap(
    """
    "azure/gpt-4o": {"litellm_provider": "azure", "input_cost_per_token": 2e-06},
    "azure/global/gpt-4o": {"litellm_provider": "azure", "input_cost_per_token": 3e-06}
    """)
  #expect(read.rows.isEmpty && read.balance[.contradicted] == 2)
  #expect(read.remarks.map(\.code) == [.contradiction, .contradiction])
}

@Test func numbersArePutIntoQuotesAndNothingElse() {
  #expect(
    JSONNumbers.quoted(#"{"a1": -1.5e+07, "b": "2\"3", "c": [4,5], "d": true}"#)
      == #"{"a1": "-1.5e+07", "b": "2\"3", "c": ["4","5"], "d": true}"#)
}

// MARK: Pages

@Test func aMissingPageIsNoticed() throws {
  func text(_ skip: Int?) -> String {
    page([item("gpt 4.1 Inp glbl", "1")], next: skip.map { "\"https://prices/api?$filter=x&$skip=\($0)\"" } ?? "null")
  }
  let pages = [text(1), text(2), text(3), text(nil)]
  // The last page does not say what it skipped: without the one before it, it looks like that one's successor.
  for missing in 0..<2 {
    let given = pages.indices.filter { $0 != missing }.map { ("\($0).json", pages[$0]) }
    let read = try list(given)
    #expect(read.rows.isEmpty && read.problems.map(\.code) == [.partialAnswer], "\(missing)")
  }
  #expect(try list(pages.dropLast().enumerated().map { ("\($0).json", $1) }).problems.map(\.code) == [.partialAnswer])
  #expect(try list([("all.json", "[\(pages.joined(separator: ","))]")]).balance[.taken] == 1)
}

@Test func pagesInTwoCurrenciesAreRefused() throws {
  let euro = item("gpt 4.1 Outp glbl", "8").replacing("USD", with: "EUR")
  let read = try list([("p.json", page([item("gpt 4.1 Inp glbl", "2"), euro]))])
  #expect(read.rows.isEmpty && read.problems.count == 1)
}

@Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
func theOrderOfItemsAndPagesNeverMatters(_ seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  let names = ["gpt 4.1 Inp glbl", "gpt 4.1 Outp glbl", "5.4 pp cd inp Gl", "gpt 4o 1120 Inp regnl", "hydro Inp glbl"]
  let items = (0..<40).map { _ in
    item(names.randomElement(using: &random)!, "\(Int.random(in: 0...2, using: &random))")
      .replacing("westeurope", with: ["eastus", "swedencentral"].randomElement(using: &random)!)
      .replacing("2026-09-01", with: "2026-0\(Int.random(in: 7...9, using: &random))-01")
  }
  let one = try list([("p.json", page(items))])
  let other = try list([("p.json", page(items.shuffled(using: &random)))])
  #expect(one.balance.isEven && one.balance == other.balance, "seed \(seed)")
  #expect(cells(one) == cells(other), "seed \(seed)")
  #expect(throws: Never.self, "seed \(seed)") { try PriceBook(one.rows) }
}

// MARK: Recognising

@Test(arguments: [
  ("model,meter,unit,price,currency\n", "price table (CSV)"),
  ("Meter Name,Unit of Measure,Unit Price\n", "EA or MCA price sheet (CSV)"),
  ("[{\"Items\": [], \"NextPageLink\": null}]", "answers of the Azure Retail Prices API (JSON)"),
  ("{\"a\": {\"litellm_provider\": \"x\"}}", "LiteLLM's cost map (JSON)"),
])
func aListIsRecognisedByItsContent(_ text: String, _ name: String) throws {
  #expect(PriceLists.read([("x", text)]).map(\.format) == [name])
}

@Test(arguments: ["{", "[]", "{\"a\": 1}", "[1, 2", "{\"Items\": 5}"])
func whatIsNoPriceListIsRefused(_ text: String) throws {
  #expect(try list([("x.json", text)]).problems.count == 1)
}
