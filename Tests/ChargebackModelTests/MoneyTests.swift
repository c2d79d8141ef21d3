import ChargebackModel
import TestSupport
import Testing

@Test(
  arguments: [
    ("2.5", 2_500_000_000_000), ("2.50", 2_500_000_000_000), ("-0.000195", -195_000_000), ("+1", 1_000_000_000_000),
    ("0", 0), ("-0", 0), ("1e-6", 1_000_000), ("1.25E-7", 125_000), ("12e2", 1_200_000_000_000_000),
    ("0.000000000001", 1), ("0.0000000000010", 1),
  ] as [(String, Int128)])
func readsAPlainDecimalDigitByDigit(_ text: String, units: Int128) {
  #expect(Money(text)?.units == units)
}

@Test(arguments: [
  "1,5", "12abc", ".5", "5.", "", "-", "+", "--1", "1.2.3", "1 000", " 1", "1 ", "1e", "1e1.5", "0x10", "NaN", "inf",
  "½", "１", "$1",
])
func refusesWhatIsNotANumber(_ text: String) {
  #expect(Money(text) == nil)
}

@Test(arguments: ["1e-9223372036854775808", "1e9223372036854775807", "1e-99999999999999999999", "1e61"])
func refusesAnExponentWithoutMeasure(_ text: String) {
  #expect(Money(text) == nil)
}

@Test func refusesWhatItCannotHoldExactly() {
  #expect(Money("0.0000000000001") == nil)  // thirteen decimals
  #expect(Money("1e-13") == nil)
  #expect(Money("170141183460469231731687303") != nil)
  #expect(Money("170141183460469231731687304") == nil)  // 2^127 units are one too many
  #expect(Money("170141183460469231731687303.715884105727")?.units == .max)
  #expect(Money("170141183460469231731687303.715884105728") == nil)
}

@Test(
  arguments: [
    (0, "0"), (1, "0.000000000001"), (-1, "-0.000000000001"), (195_000_000, "0.000195"),
    (12_000_000_000_000, "12"), (-500_000_000_000, "-0.5"), (10_010_000_000_000, "10.01"),
    (.max, "170141183460469231731687303.715884105727"), (.min, "-170141183460469231731687303.715884105728"),
  ] as [(Int128, String)])
func exactTextHasEveryDigitAndNoTrailingZeros(units: Int128, text: String) {
  #expect(Money(units: units).exactText == text)
}

@Test func exactTextIsReadBack() {
  for seed in UInt64(0)..<500 {
    var random = SeededGenerator(seed: seed)
    let money = Money(units: Int128.random(in: -(1 << Int128(seed % 126))...(1 << Int128(seed % 126)), using: &random))
    #expect(Money(money.exactText) == money, "seed \(seed): \(money.exactText)")
  }
}

@Test func dividesOnlyWhereNothingIsLeft() {
  #expect(Money("2.50")?.dividedExactly(by: 1_000_000) == Money("0.0000025"))
  #expect(Money(units: 10).dividedExactly(by: 3) == nil)
}

@Test func aMillionTokensCostThePriceOfAMillionTokens() {
  #expect(Money("0.40")?.dividedExactly(by: 1_000_000)?.times(1_000_000) == Money("0.40"))
}
