import ChargebackModel
import TestSupport
import Testing

@Test(arguments: ["0", "12", "-0.5", "0.000195", "0.000000000001", "1.000000000000000000000000000001"])
func exactTextIsReadAgain(_ text: String) {
  #expect(Money(exactText: text)?.exactText == text)
}

@Test(arguments: [
  "", "-", ".5", "5.", "1,5", "1e-6", "1.2.3", " 1", "--1", "1.0000000000000000000000000000001",
  "170141183460469231731687304",
])
func whatIsNoExactTextIsRefused(_ text: String) {
  #expect(Money(exactText: text) == nil)
}

@Test(arguments: [1, 2, 3] as [UInt64]) func amountsComeBackAsTheyWere(_ seed: UInt64) {
  var generator = SeededGenerator(seed: seed)
  for _ in 0..<200 {
    let units = Int128(Int64.random(in: .min ... .max, using: &generator))
    let amount = Money(units: units) - (Money(exactText: "0.000000000000000007") ?? .zero)
    #expect(Money(exactText: amount.exactText) == amount, "seed \(seed), \(amount.exactText)")
  }
}
