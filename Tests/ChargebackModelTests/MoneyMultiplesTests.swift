import ChargebackModel
import TestSupport
import Testing

@Suite struct MoneyMultiplesTests {
  @Test func aMultipleIsTheSumRepeated() throws {
    var generator = SeededGenerator(seed: 15)
    for _ in 0..<200 {
      let factor = try #require(Factor(rate: "0.\(Int.random(in: 1...999_999_999, using: &generator))"))
      let amount = try #require(Money(units: Int128(Int64.random(in: 0...Int64.max, using: &generator))).times(factor))
      let count = Int64.random(in: 0...31, using: &generator)
      let sum = (0..<count).reduce(Money.zero) { sum, _ in sum + amount }
      #expect(amount.times(whole: count) == sum, "\(amount.exactText) \(count)")
      #expect((Money.zero - amount).times(whole: count) == .zero - sum)
    }
  }

  @Test func aQuotientTimesItsDivisorIsLessThanTheDivisorsLastDigitAway() throws {
    var generator = SeededGenerator(seed: 16)
    for _ in 0..<200 {
      let amount = Money(units: Int128(Int64.random(in: Int64.min...Int64.max, using: &generator)))
      let count = Int64.random(in: 1...31, using: &generator)
      let quotient = amount.divided(by: count)
      let product = try #require(quotient.times(whole: count))
      #expect(product <= amount)
      // The next quotient above is too large.
      let rest = amount - product
      #expect(rest.units == 0 && rest.fraction < count, "\(amount.exactText) \(count)")
    }
    #expect(Money("10")!.divided(by: 3).exactText == "3.333333333333333333333333333333")
  }

  @Test func whatIsOutOfRangeIsNil() {
    #expect(Money(units: .max).times(whole: 2) == nil)
    #expect(Money(units: .max).times(whole: 1) == Money(units: .max))
  }
}
