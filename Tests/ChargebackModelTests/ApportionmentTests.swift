import ChargebackModel
import TestSupport
import Testing

@Test func theFirstOfEqualsGetsTheUnitLeftOver() {
  #expect(split(10, by: [1, 1, 1]) == [4, 3, 3])
  #expect(split(-10, by: [1, 1, 1]) == [-4, -3, -3])
  #expect(split(11, by: [1, 1, 1]) == [4, 4, 3])
}

@Test func theLargestRemainderGetsTheUnitLeftOver() {
  #expect(split(10, by: [1, 2]) == [3, 7])  // 3.33 and 6.67
  #expect(split(100, by: [3, 0, 5]) == [38, 0, 62])  // 37.5 and 62.5: equals
}

@Test func whenEveryWeightIsZeroNothingIsLost() {
  #expect(split(10, by: [0, 0, 0]) == [4, 3, 3])
  #expect(split(10, by: []) == [])
  #expect(split(0, by: [0, 7]) == [0, 0])
}

@Test func aProductTooWideForInt128IsStillSplitExactly() {
  #expect(split(.max, by: [Int128.max / 2, Int128.max / 2]) == [Int128.max / 2 + 1, Int128.max / 2])
}

@Test func theRoundedPartsAddUpToTheRoundedTotal() throws {
  let third = try #require(Money("0.333333333333"))
  #expect(Money.roundTogether([third, third, third], digits: 2) == ([34, 33, 33], 100))
  #expect(Money.roundTogether([Money.zero - third, third], digits: 2) == ([-33, 33], 0))
  #expect(Money.roundTogether([], digits: 2) == ([], 0))
}

@Test(arguments: [("0.005", 1), ("0.0049", 0), ("-0.005", -1), ("-0.0049", 0), ("2.675", 268), ("12", 1200)])
func halvesAreRoundedAwayFromZero(_ text: String, cents: Int128) throws {
  #expect(try #require(Money(text)).rounded(to: 2) == cents)
}

@Test func splitKeepsTheTotalAndIsAlwaysWithinOneUnitOfTheExactShare() {
  for seed in UInt64(0)..<2000 {
    var random = SeededGenerator(seed: seed)
    let total = Int128.random(in: -1_000_000...1_000_000, using: &random)
    let weights = (0..<Int.random(in: 1...8, using: &random)).map { _ in
      Bool.random(using: &random) ? 0 : Int128.random(in: 0...50, using: &random)
    }
    let parts = split(total, by: weights)
    let sum = weights.reduce(0, +)
    #expect(parts.reduce(0, +) == total, "seed \(seed): \(total) by \(weights) gave \(parts)")
    for (part, weight) in zip(parts, weights) where sum > 0 {
      // |part - total × weight / sum| < 1, without a fraction
      #expect(
        (part * sum - total * weight).magnitude < sum.magnitude, "seed \(seed): \(total) by \(weights) gave \(parts)")
      #expect(weight > 0 || part == 0, "seed \(seed): a zero weight got \(part) of \(total)")
    }
    #expect(split(-total, by: weights) == parts.map { -$0 }, "seed \(seed): a refund is split like a charge")
  }
}

@Test func splitIsFairByOrder() {
  for seed in UInt64(0)..<500 {
    var random = SeededGenerator(seed: seed)
    let total = Int128.random(in: 0...1000, using: &random)
    let weights = (0..<6).map { _ in Int128.random(in: 1...9, using: &random) }
    let parts = split(total, by: weights)
    for (a, b) in zip(weights.indices, weights.indices.dropFirst()) where weights[a] > weights[b] {
      #expect(parts[a] >= parts[b], "seed \(seed): \(total) by \(weights) gave the heavier less: \(parts)")
    }
  }
}

@Test func roundedPartsAddUpAndAreTheNeighboursOfTheExactAmounts() {
  for seed in UInt64(0)..<2000 {
    var random = SeededGenerator(seed: seed)
    let digits = Int.random(in: 0...12, using: &random)
    let amounts = (0..<Int.random(in: 0...8, using: &random)).map { _ in
      let units = Int128.random(in: -5_000_000_000_000...5_000_000_000_000, using: &random)
      return Money(units: Bool.random(using: &random) ? units : units / 1_000_000_000_000 * 1_000_000_000_000)
    }
    let (parts, total) = Money.roundTogether(amounts, digits: digits)
    #expect(parts.reduce(0, +) == total, "seed \(seed): \(amounts.map(\.exactText)) to \(digits)")
    #expect(total == amounts.reduce(.zero, +).rounded(to: digits), "seed \(seed)")
    let step = (0..<(12 - digits)).reduce(Int128(1)) { size, _ in size * 10 }
    for (part, amount) in zip(parts, amounts) {
      #expect(
        (part * step - amount.units).magnitude < step.magnitude, "seed \(seed): \(amount.exactText) became \(part)")
    }
  }
}

@Test func aTotalDistributedTwiceOverGroupsAndRowsAddsUpAtEveryLevel() {
  for seed in UInt64(0)..<1000 {
    var random = SeededGenerator(seed: seed)
    let groups = (0..<Int.random(in: 1...5, using: &random)).map { _ in
      (0..<Int.random(in: 1...5, using: &random)).map { _ in
        Money(units: Int128.random(in: -3_000_000_000_000...9_000_000_000_000, using: &random))
      }
    }
    let sums = groups.map { $0.reduce(Money.zero, +) }
    let (subtotals, total) = Money.roundTogether(sums, digits: 2)
    #expect(subtotals.reduce(0, +) == total, "seed \(seed)")
    for (group, subtotal) in zip(groups, subtotals) {
      let rows = Money.distribute(subtotal, over: group, digits: 2)
      #expect(rows.reduce(0, +) == subtotal, "seed \(seed): \(group.map(\.exactText)) did not make \(subtotal)")
    }
  }
}
