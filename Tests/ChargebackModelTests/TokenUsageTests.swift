import TestSupport
import Testing

@testable import ChargebackModel

@Test func metersAreInTheirOrder() {
  #expect(Meter.allCases.map(\.index) == Array(0..<Meter.allCases.count))
}

@Test(arguments: UInt64(1)...10)
func theQuantitiesOfMetersAreThoseOfTheirCounts(seed: UInt64) {
  var random = SeededGenerator(seed: seed)
  for _ in 0..<100 {
    var usage = TokenUsage()
    let counts = Bool.random(using: &random) ? UsageCount.common : UsageCount.allCases
    for count in counts where Bool.random(using: &random) { usage[count] = Int64.random(in: -2...5, using: &random) }
    let expected = Meter.allCases.map { ($0, usage.quantity(of: $0)) }.filter { $0.1 != 0 }
    #expect(usage.meterQuantities.map(\.meter) == expected.map(\.0), "seed \(seed)")
    #expect(usage.meterQuantities.map(\.quantity) == expected.map(\.1), "seed \(seed)")
    #expect(usage.quantities() == Dictionary(uniqueKeysWithValues: expected), "seed \(seed)")
  }
}
