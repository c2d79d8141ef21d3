import ChargebackModel
import Testing

@testable import Pricing

private func rows(_ text: String, _ path: String) -> [PriceRow] {
  let table = PriceTable.parse(header + "\n" + text, path: path)
  precondition(table.problems.isEmpty, "\(table.problems)")
  return table.rows
}

/// `2026-01-01…2026-10-15: 2.5`, in the order of time.
private func history(_ list: ListImport<PriceRow>) -> [String] {
  list.rows.sorted { $0.span.beginsBefore($1.span) }.map {
    "\($0.effectiveFrom?.dayOrTime ?? "")…\($0.effectiveTo?.dayOrTime ?? ""): \($0.price.exactText)"
  }
}

private let old = rows("gpt-4o,,global,,,,input,1M,2.5,USD,2026-01-01,,list", "old.csv")
private let newer = rows("gpt-4o,,global,,,,input,1M,2.25,USD,2026-10-15T20:30:00Z,,list", "new.csv")

@Test func aNewListClosesTheOldOneAtItsOwnDate() throws {
  let list = try ListImport(old, new: newer)
  #expect(history(list) == ["2026-01-01…2026-10-15T20:30:00Z: 2.5", "2026-10-15T20:30:00Z…: 2.25"])
  #expect(list.added == 1)
  #expect(list.changes == [])
  #expect(
    list.closings.map(\.message) == [
      "input of gpt-4o (global) from 2026-10-15T20:30:00Z on: 2.25 USD for 1M instead of 2.5 USD for 1M (old.csv:2)"
    ])
  #expect(list.rows.map(\.place.description) == ["new.csv:2", "old.csv:2"])
}

@Test func theOrderOfTwoListsDoesNotMatter() throws {
  #expect(history(try ListImport(newer, new: old)) == history(try ListImport(old, new: newer)))
  #expect(try ListImport(newer, new: old).changes == [])
}

@Test func whatIsImportedAgainChangesNothing() throws {
  let both = try ListImport(old, new: newer)
  for again in [old, newer, newer + newer] {
    let list = try ListImport(both.rows, new: again)
    #expect(Set(list.rows) == Set(both.rows) && list.added == 0 && list.changes == [])
  }
}

@Test func aPromotionEndsAndTheOldPriceGoesOn() throws {
  let promotion = rows("gpt-4o,,global,,,,input,1M,1,USD,2026-05-01,2026-06-01,", "promotion.csv")
  let expected = ["2026-01-01…2026-05-01: 2.5", "2026-05-01…2026-06-01: 1", "2026-06-01…: 2.5"]
  #expect(history(try ListImport(old, new: promotion)) == expected)
  #expect(history(try ListImport(promotion, new: old)) == expected)
}

@Test func aPriceForATimeThatHasOneIsAChangeThatNamesBothRows() throws {
  let closed = try ListImport(old, new: newer).rows
  let list = try ListImport(closed, new: rows("gpt-4o,,global,,,,input,1M,2.4,USD,2026-09-01,2026-11-01,", "late.csv"))
  #expect(
    list.changes.map { "\($0.path):\($0.place): \($0.message)" }.sorted() == [
      "late.csv:2: input of gpt-4o (global) from 2026-09-01 until 2026-10-15T20:30:00Z: 2.4 USD for 1M instead of "
        + "2.5 USD for 1M (old.csv:2)",
      "late.csv:2: input of gpt-4o (global) from 2026-10-15T20:30:00Z until 2026-11-01: 2.4 USD for 1M instead of "
        + "2.25 USD for 1M (new.csv:2)",
    ])
  // It wins where it was said to hold, and the history around it stays.
  #expect(
    history(list) == [
      "2026-01-01…2026-09-01: 2.5", "2026-09-01…2026-11-01: 2.4", "2026-11-01…: 2.25",
    ])
}

@Test func aCorrectionFromTheSameDayIsAChange() throws {
  let list = try ListImport(old, new: rows("gpt-4o,,global,,,,input,1M,2.6,USD,2026-01-01,,", "fix.csv"))
  #expect(list.changes.count == 1)
  #expect(history(list) == ["2026-01-01…: 2.6"])
}

@Test func theSamePriceInAnotherUnitIsNoChange() throws {
  let list = try ListImport(old, new: rows("gpt-4o,,global,,,,input,1K,0.0025,USD,2026-03-01,,other", "other.csv"))
  #expect(list.changes == [] && list.added == 0 && list.rows == old)
}

@Test func whatANewListDoesNotNameStays() throws {
  let list = try ListImport(old, new: rows("gpt-4o,,global,,,,output,1M,9,USD,2026-10-15,,", "new.csv"))
  #expect(list.rows.count == 2 && list.changes == [])
}

@Test func rowsOfOneListMustNotOverlap() {
  let new = rows("a,,,,,,input,1M,1,USD,2026-01-01,,\na,,,,,,input,1M,2,USD,2026-02-01,,", "new.csv")
  #expect(throws: PriceBookProblems.self) { try ListImport([], new: new) }
}

@Test func anotherCurrencyIsRefusedWithThePlaceOfTheOldRow() {
  let new = rows("gpt-4o,,global,,,,output,1M,2,EUR,2026-02-01,,", "new.csv")
  let problems = #expect(throws: PriceBookProblems.self) { try ListImport(old, new: new) }
  #expect(problems?.issues.first?.message.contains("old.csv:2") == true)
}

/// Whatever lists come, a book comes out of them; and at each moment the price is the new list's if it has one that wins.
@Test(arguments: UInt64(1)...20)
func listsAlwaysMakeABookAndTheNewOneWins(seed: UInt64) throws {
  var random = RandomPrices(seed: seed)
  let (known, new) = (try random.rows(), try random.rows())
  let list = try ListImport(known, new: new)
  let (before, added) = (try PriceBook(known), try PriceBook(new))
  let after = try PriceBook(list.rows)
  let said = Dictionary(grouping: before.rows + added.rows, by: \.key)
  for _ in 0..<20 {
    // Row by row: what a key says at a moment is what one of the two lists said.
    let moment = try random.moment()
    let unsaid = after.rows.filter { $0.holds(at: moment) }.filter { row in
      !(said[row.key] ?? []).contains { $0.holds(at: moment) && $0.saysTheSame(as: row) }
    }
    #expect(unsaid == [], "seed \(seed)")
  }
  // No time that had a price lost it.
  for row in known + new {
    let left = list.rows.filter { $0.key == row.key }.reduce([row.span]) { spans, other in
      spans.flatMap { $0.without(other.span) }
    }
    #expect(left.isEmpty, "seed \(seed): \(row.subject) \(row.span.description)")
  }
  #expect(Set(try ListImport(list.rows, new: []).rows) == Set(list.rows))
}

@Test func discountsAndRatesKeepTheirHistoryToo() throws {
  let place = PriceRow.Place(path: "rates.csv", line: 2)
  let october = try ExchangeRate(
    from: "USD", to: "EUR", rate: "0.86", span: DatedSpan(from: day("2026-10-01")), source: "", place: place)
  let november = try ExchangeRate(
    from: "USD", to: "EUR", rate: "0.85", span: DatedSpan(from: day("2026-11-01")), source: "", place: place)
  let rates = try ExchangeRates(ListImport([november], new: [october]).rows)
  #expect(try rates.rate(from: "USD", to: "EUR", at: day("2026-10-31"))?.rate.exactText == "0.86")
  #expect(try rates.rate(from: "USD", to: "EUR", at: day("2026-11-01"))?.rate.exactText == "0.85")
  #expect(try rates.rate(from: "EUR", to: "USD", at: day("2026-11-01")) == nil)
  let first = try Discount(percent: "5", source: "", place: place)
  let second = try Discount(percent: "7", span: DatedSpan(from: day("2026-10-01")), source: "", place: place)
  let discounts = try Discounts(ListImport([first], new: [second]).rows)
  let sku = SKU(model: "gpt-4o")
  #expect(try discounts.discount(for: sku, .input, at: day("2026-09-30"))?.percent == "5")
  #expect(try discounts.discount(for: sku, .input, at: day("2026-10-01"))?.percent == "7")
}
