import ChargebackModel
import TestSupport
import Testing

@Test func aDiscountAndARateOfASmallPriceAreExactToTheLastDigit() throws {
  // 0.15 per million less 7.25 %, in EUR: 0.00000015 × 0.9275 × 0.862157 = 0.000000119947592625
  let price = try #require(Money("0.00000015"))
  let discount = try #require(Factor(withoutPercent: "7.25"))
  let rate = try #require(Factor(rate: "0.862157"))
  let one = try #require(discount.times(rate).flatMap(price.times))
  #expect(one.exactText == "0.000000119947592625")
  let million = try #require(discount.times(rate).flatMap(price.times(1_000_000).times))
  #expect(million.exactText == "0.119947592625")
}

@Test(arguments: [
  ("100", "0"), ("0", "1"), ("7.5", "0.925"), ("0.0001", "0.999999"), ("99.9999", "0.000001"), ("5", "0.95"),
])
func aPercentageLeavesItsFactor(_ percent: String, _ factor: String) {
  #expect(Factor(withoutPercent: percent)?.exactText == factor)
}

@Test(arguments: ["-1", "100.0001", "1e99", "7,5", "5%", "", "0.00001", "abc"])
func whatIsNoPercentageIsRefused(_ percent: String) {
  #expect(Factor(withoutPercent: percent) == nil)
}

@Test(arguments: ["0", "-0.5", "1000000.000000000001", "0.0000000000001", "0,9", "", "EUR"])
func whatIsNoRateIsRefused(_ rate: String) {
  #expect(Factor(rate: rate) == nil)
}

@Test func aProductThatIsTooLargeIsRefusedAndDoesNotTrap() throws {
  let largest = Money(units: .max)
  #expect(largest.times(.one) == largest)
  #expect(largest.times(try #require(Factor(rate: "1.000000000001"))) == nil)
  #expect(largest.times(try #require(Factor(rate: "1000000"))) == nil)
  #expect(largest.adding(Money(units: 1)) == nil)
  let (rate, other) = (try #require(Factor(rate: "2")), try #require(Factor(rate: "3")))
  // Twenty-four decimals are more than a product may have.
  #expect(rate.times(other) == nil)
  // What is a product already is not multiplied again.
  #expect(Money(units: 1).times(try #require(Factor(rate: "0.5")))?.times(.one) == nil)
}

@Test func productsAddUpHoweverTheyAreGrouped() throws {
  for seed in UInt64(0)..<300 {
    var random = SeededGenerator(seed: seed)
    let rate = try #require(Factor(rate: "0.\(Int64.random(in: 1...999_999_999_999, using: &random))"))
    let discount = try #require(Factor(withoutPercent: "\(Int.random(in: 0...99, using: &random)).37"))
    let factor = try #require(discount.times(rate))
    let price = Money(units: Int128(Int64.random(in: 0...9_999_999, using: &random)))
    let counts = (0..<20).map { _ in Int64.random(in: 0...1_000_000, using: &random) }
    let single = counts.compactMap { price.times($0).times(factor) }
    #expect(single.reduce(.zero, +) == price.times(counts.reduce(0, +)).times(factor), "seed \(seed)")
    #expect(single.shuffled(using: &random).reduce(.zero, +) == single.reduce(.zero, +), "seed \(seed)")
    let differences = single.reduce(Money.zero, -)
    #expect(Money.zero - differences == single.reduce(.zero, +), "seed \(seed)")
  }
}

@Test(arguments: [
  ("0.5", "0.0000000000005"), ("0.25", "0.00000000000025"), ("0.000000000001", "0.000000000000000000000001"),
])
func whatLiesBelowAUnitIsWrittenToo(_ rate: String, _ text: String) throws {
  let money = try #require(Factor(rate: rate).flatMap(Money(units: 1).times))
  #expect(money.exactText == text)
  #expect((Money.zero - money).exactText == "-" + text)
}

@Test func halvesOfUnitsRoundAwayFromZero() throws {
  let half = try #require(Factor(rate: "0.5").flatMap(Money(units: 1).times))
  let less = try #require(Factor(rate: "0.499999999999").flatMap(Money(units: 1).times))
  #expect([half, Money.zero - half, less, Money.zero - less].map { $0.rounded(to: 12) } == [1, -1, 0, 0])
  let cents = Money(units: 5_000_000_000)
  #expect([cents, Money.zero - cents, cents + half, cents - half].map { $0.rounded(to: 2) } == [1, -1, 1, 0])
  let (parts, total) = Money.roundTogether([half, half, half, half], digits: 12)
  #expect(parts == [1, 1, 0, 0] && total == 2)
}
