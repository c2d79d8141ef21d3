import ChargebackModel
import Testing

@testable import Pricing

private func lint(_ rows: String, reference: [PriceRow] = [], at now: String? = nil) throws -> [String] {
  let table = PriceTable.parse(header + "\n" + rows, path: "p.csv")
  #expect(table.problems == [])
  let moment = try now.map { try #require(Instant(dayOrTime: $0)) }
  return PriceLint(table.rows, reference: reference, now: moment).findings().map(\.description)
}

@Test func aSoundTableGivesNoFinding() throws {
  let rows = """
    gpt-4o,,global,,default,,input,1M,2.5,USD,2026-01-01,2026-10-15,
    gpt-4o,,global,,default,,input,1M,2.25,USD,2026-10-15,,
    gpt-4o,,globalBatch,,default,,input,1M,1.25,USD,2026-01-01,,
    gpt-4o,,global,,default,,cachedInput,1M,1.125,USD,2026-01-01,,
    gpt-4o,,global,,default,,output,1K,0.01,USD,2026-01-01,,
    """
  #expect(try lint(rows, reference: PriceBook.bundled.rows, at: "2026-11-20") == [])
}

@Test func theBundledListIsSound() {
  let rows = PriceBook.bundled.rows
  #expect(PriceLint(rows, reference: rows, now: nil).findings().map(\.description) == [])
}

@Test func aGapIsNamedWithWhatAppliesInIt() throws {
  let rows = """
    gpt-4o,,global,,,,input,1M,2.5,USD,2026-01-01,2026-10-01,
    gpt-4o,,global,,,,input,1M,2.25,USD,2026-10-15,2026-11-01,
    gpt-4o,,,,,,output,1M,10,USD,2026-01-01,,
    gpt-4o,,global,,,,output,1M,9,USD,2026-01-01,2026-10-01,
    """
  #expect(
    try lint(rows, at: "2026-11-01") == [
      "p.csv:2: gap: input of gpt-4o (global) from 2026-10-01 until 2026-10-15: there is no price",
      "p.csv:3: gap: input of gpt-4o (global) from 2026-11-01 on: there is no price",
      "p.csv:5: gap: output of gpt-4o (global) from 2026-10-01 on: only the broader p.csv:4 applies",
    ])
  // What ends only tomorrow is no gap yet; nobody says what day it is without a clock.
  #expect(try lint(rows, at: "2026-10-31").filter { $0.hasPrefix("p.csv:3") } == [])
  #expect(try lint(rows).map { String($0.prefix(10)) } == ["p.csv:2: g"])
}

@Test func overlapsAreNamedWithBothRows() throws {
  #expect(
    try lint("a,,,,,,input,1M,2,USD,,2026-02-01,\na,,,,,,input,1M,3,USD,2026-01-31,,") == [
      "p.csv:3: overlap: input of a has a price in p.csv:2 too from 2026-01-31 until 2026-02-01"
    ])
  let alike = "a,1,,,,,input,1M,2,USD,,,\na,,global,,,,input,1M,3,USD,,,"
  #expect(
    try lint(alike) == [
      "p.csv:3: overlap: input of a (global) and input of a 1 (p.csv:2) can both apply at all times, and neither is more "
        + "specific"
    ])
  #expect(try lint(alike + "\na,1,global,,,,input,1M,2,USD,,,") == [])
  #expect(try lint("a,1,,,,,input,1M,2,USD,,,\na,2,,,,,input,1M,3,USD,,,") == [])
}

// AI-Gateway #397: a price per 1K taken as one per token, or as one per 1M, is off by a thousand.
@Test func aPriceAThousandTimesThoseBesideItIsNamed() throws {
  let rows = """
    m,,global,,,,input,1M,2.5,USD,2026-01-01,,
    m,,dataZone,,,,input,1M,2.75,USD,2026-01-01,,
    m,,regional,,,,input,1K,2.75,USD,2026-01-01,,
    """
  #expect(
    try lint(rows) == [
      "p.csv:4: unitOutlier: input of m (regional): 2.75 USD for 1K is 1000 times 2.75 USD for 1M of input of m (dataZone) "
        + "(p.csv:3); is the unit right?"
    ])
}

@Test func aPriceThatIsAThousandthIsNamedToo() throws {
  let rows = "m,1,,,,,input,1M,2.5,USD,,,\nm,2,,,,,input,1M,0.0025,USD,,,\nm,3,,,,,input,1M,2.5,USD,,,"
  let findings = try lint(rows)
  #expect(findings.count == 1)
  #expect(findings[0].hasPrefix("p.csv:3: unitOutlier: input of m 2: 0.0025 USD for 1M is a 1000th of 2.5 USD for 1M"))
}

@Test func ofTwoPricesThatAreFarApartTheSecondIsNamed() throws {
  let findings = try lint("m,,global,,,,input,1M,2.5,USD,,2026-10-01,\nm,,global,,,,input,1K,2.5,USD,2026-10-01,,")
  #expect(findings.map { String($0.prefix(20)) } == ["p.csv:3: unitOutlier"])
}

@Test func aTableThatIsWrongThroughoutIsMeasuredByTheBundledList() throws {
  let rows = "gpt-4o,,global,,,,input,1K,2.5,USD,,,\ngpt-4o,,global,,,,output,1K,10,USD,,,"
  let findings = try lint(rows, reference: PriceBook.bundled.rows)
  #expect(
    findings.count == 2
      && findings.allSatisfy { $0.contains(" times ") && $0.contains("(the bundled list); is the unit right?") })
}

@Test func aMeterThatIsFarFromTheOthersOfItsModelIsNamed() throws {
  let findings = try lint("house,,,,,,input,1M,1,USD,,,\nhouse,,,,,,output,1K,4,USD,,,")
  #expect(findings.map { String($0.prefix(20)) }.contains("p.csv:3: unitOutlier"))
}

@Test func cachedInputThatIsDearerThanInputIsNamed() throws {
  let rows = """
    m,,,,,,input,1M,2.5,USD,,,
    m,,global,,,,cachedInput,1M,2.6,USD,,,
    m,,dataZone,,,,cachedInput,1M,2.5,USD,,,
    m,,regional,,,,input,1M,3,USD,,,
    m,,regional,,,,cachedInput,1M,2.9,USD,,,
    """
  #expect(
    try lint(rows) == [
      "p.csv:3: cachedDearer: cachedInput of m (global): 2.6 USD for 1M is more than 2.5 USD for 1M of input (p.csv:2)"
    ])
}

@Test(arguments: [("2026-04-01", 0), ("2026-04-02", 1)])
func aListIsOldAfterNinetyDays(_ now: String, _ count: Int) throws {
  let rows = "m,,,,,,input,1M,2.5,USD,2025-01-01,2026-01-01,\nm,,,,,,input,1M,2.5,USD,2026-01-01,,"
  let old = try lint(rows, at: now)
  #expect(old.count == count)
  #expect(
    old.allSatisfy {
      $0 == "p.csv:2: old: the newest price of this list holds since 2026-01-01, 91 days before 2026-04-02"
    })
}

@Test func aListWithoutDatesSaysNothingOfItsAge() throws {
  #expect(
    try lint("m,,,,,,input,1M,2.5,USD,,,", at: "2026-04-01") == [
      "p.csv:2: undated: no row of this list says from when on it holds"
    ])
}

@Test func modelsThatNoCallUsedAreNamedOnce() throws {
  let rows = try book("b,,,,,,output,1M,1,USD,,,\nb,,,,,,input,1M,1,USD,,,\na,,,,,,input,1M,1,USD,,,").rows
  let lint = PriceLint(rows, reference: [], now: nil)
  #expect(
    lint.unused(besides: ["c"]).map(\.description) == [
      "prices.csv:2: unused: no call used b, which has 2 prices",
      "prices.csv:4: unused: no call used a, which has 1 price",
    ])
  #expect(lint.unused(besides: ["a", "b"]) == [])
  #expect(lint.unused(besides: []) == [])
}
