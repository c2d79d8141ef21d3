import ChargebackModel
import Testing

@testable import Pricing

/// `model version meter deploymentType tier above`, or the refusal.
private func reading(_ name: String) -> String {
  do throws(MeterName.Refusal) {
    let meter = try MeterName(name)
    let version = meter.modelVersions.isEmpty ? "any" : meter.modelVersions.joined(separator: "+")
    return "\(meter.model) \(version) \(meter.meter.rawValue) \(meter.deploymentType.rawValue) \(meter.serviceTier) "
      + "\(meter.inputTokensAbove)"
  } catch {
    switch error {
    case .otherPurpose(let purpose): return "\(purpose)"
    case .notUnderstood(let sentence): return sentence
    }
  }
}

@Test(arguments: [
  ("gpt-4o-0806-Outp-regnl Tokens", "gpt-4o 2024-08-06 output regional default 0"),
  ("gpt 4o 1120 cached Inp Data Zone", "gpt-4o 2024-11-20 cachedInput dataZone default 0"),
  ("gpt 4o mini0718 BatchOutp DataZone Tokens", "gpt-4o-mini 2024-07-18 output dataZoneBatch default 0"),
  ("gpt4omini-rt-aud1217 cchd Inp DZn", "gpt-4o-mini-realtime-preview 2024-12-17 cachedAudioInput dataZone default 0"),
  ("gpt-4o-aud-1217-txt Outp rgnl Tokens", "gpt-4o-audio-preview 2024-12-17 output regional default 0"),
  ("5.2 pp cd inp Gl 1M Tokens", "gpt-5.2 any cachedInput global priority 0"),
  ("5.4 flex opt Dz 1M Tokens", "gpt-5.4 any output dataZone flex 0"),
  ("5.6 terra LongCo Cd Wr Std Gl 1M Tokens", "gpt-5.6-terra any cacheWrite global default 272000"),
  ("5.6 terra ShortCo inp Std Gl 1M Tokens", "gpt-5.6-terra any input global default 0"),
  ("gpt-35-turbo16K-1106 Inp-glbl Tokens", "gpt-35-turbo 1106 input global default 0"),
  ("gpt-35-turbo4K-Outp-glbl Tokens", "gpt-35-turbo 0301+0613 output global default 0"),
  ("text-embedding-3-small-regional Tokens", "text-embedding-3-small any input regional default 0"),
  ("gpt-image-1-output-img-glbl Tokens", "gpt-image-1 any imageOutput global default 0"),
  ("Sora 2 dzone Second", "sora-2 any second dataZone default 0"),
])
func theNameOfAMeterSaysWhatItPrices(_ name: String, _ expected: String) {
  #expect(reading(name) == expected)
}

@Test(arguments: [
  ("gpt 4.1 hydro Inp glbl Tokens", "the word \"hydro\" in \"gpt 4.1 hydro Inp glbl Tokens\" is not known"),
  ("gpt 4o 0431 Inp glbl", "which version of gpt-4o \"0431\" in \"gpt 4o 0431 Inp glbl\" is, is not known"),
  ("gpt 9 Inp glbl", "the model of \"gpt 9 Inp glbl\" is not known (it begins with \"gpt\")"),
  ("", "the model of \"\" is not known (it begins with \"\")"),
  ("gpt 4.1 glbl", "\"gpt 4.1 glbl\" does not say whether it prices input or output"),
  ("gpt 4.1 Inp", "\"gpt 4.1 Inp\" does not say whether it is global, of a data zone or regional"),
  ("gpt 4.1 Inp Outp glbl", "\"gpt 4.1 Inp Outp glbl\" names more than one direction"),
  ("gpt 4.1 cached Outp glbl", "\"gpt 4.1 cached Outp glbl\" is cached and an output at once"),
])
func aWordThatIsNotKnownMakesTheMeterNotUnderstood(_ name: String, _ sentence: String) {
  #expect(reading(name) == sentence)
}

@Test(arguments: [
  ("gpt-4o-0806-FT-Inp-glbl Tokens", "fineTuned"), ("gpt 4.1 Trng glbl tkn Tokens", "training"),
  ("gpt-35-turbo16K-Hstng-glbl Unit", "hosting"), ("file-search-tool-calls-glbl Calls", "tool"),
  ("Image-Dall-E-3 Std LowRes-glbl Images", "imageSize"), ("Provisioned Managed Data Zone Unit", "provisioned"),
  ("gpt-image-1-inp-cached-img-glbl Tokens", "cachedImage"),
])
func whatIsNoPriceOfACallIsToldApart(_ name: String, _ purpose: String) { #expect(reading(name) == purpose) }

/// ccusage #934: gpt-5.4-mini was charged as gpt-5.
@Test func aMeterIsNeverThatOfAModelThatLooksAlike() {
  for (name, model) in [("5.4 mini", "gpt-5.4-mini"), ("GPT 5 mini", "gpt-5-mini"), ("gpt 5", "gpt-5")] {
    #expect(reading("\(name) inp Gl") == "\(model) any input global default 0")
  }
  #expect(reading("gpt 5 minor inp Gl") == "the word \"minor\" in \"gpt 5 minor inp Gl\" is not known")
  #expect(reading("gpt 5.45 inp Gl").contains("is not known"))
}

@Test(arguments: [
  ("1K", 1000), ("1M", 1_000_000), ("10K", 10_000), ("100", 100), ("1000", 1000), ("1 Million", 1_000_000),
  ("1K Tokens", 1000), ("1 ", 1),
])
func aUnitIsReadWhole(_ text: String, _ count: Int64) {
  #expect(UnitOfMeasure(text)?.count == count)
  #expect(UnitOfMeasure(text)?.quantity(on: .input) == count)
}

@Test(arguments: ["", "K", "1 GB", "1KB", "1,000", "1e3", "0", "-1", "1 Million K", "1K/Month"])
func aUnitThatIsNotKnownIsNone(_ text: String) { #expect(UnitOfMeasure(text)?.quantity(on: .input) == nil) }

@Test(arguments: ["1 Hour", "1/Hour", "1 /hour", "1 Hours"])
func anHourIsNoCountOfTokens(_ text: String) {
  #expect(UnitOfMeasure(text)?.quantity(on: .input) == nil)
  #expect(UnitOfMeasure(text)?.quantity(on: .second) == 3600)
  #expect(UnitOfMeasure(text)?.quantity(on: .provisionedUnitHour) == 1)
}

@Test(arguments: [
  ("0.00244", 1000, "0.00244", "1K"), ("24.4", 10_000_000 / 10, "24.4", "1M"), ("0.5", 100, "5", "1K"),
  ("0.02", 10_000, "2", "1M"), ("1.1e-07", 1, "0.00000011", "1"), ("0.36", 3600, "0.0001", "1"),
])
func aListedPriceKeepsEveryDigit(_ text: String, _ quantity: Int64, _ price: String, _ unit: String) throws {
  let listed = try ListedPrice(text, for: quantity)
  #expect(listed.price.exactText == price)
  #expect(listed.unit.rawValue == unit)
}

@Test(arguments: [("0.37", 3600), ("0.000833333333333", 1), ("-1", 1), ("1,5", 1), ("", 1), ("1e50", 1)])
func aListedPriceThatIsNotExactIsRefused(_ text: String, _ quantity: Int64) {
  #expect(throws: PriceRefusal.self) { try ListedPrice(text, for: quantity) }
}
