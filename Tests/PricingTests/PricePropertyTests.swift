import ChargebackModel
import Testing

@testable import Pricing

@Test(arguments: UInt64(1)...50)
func theOrderOfTheRowsHasNoSay(seed: UInt64) throws {
  var random = RandomPrices(seed: seed)
  let rows = try random.rows()
  let (first, second) = (try PriceBook(rows), try PriceBook(random.shuffle(rows)))
  #expect(first.rows == second.rows, "seed \(seed)")
  for _ in 0..<200 {
    let (sku, moment, inputTokens) = (random.sku(), try random.moment(), random.number(0...300))
    let price = first.price(for: sku, meter: .input, at: moment, inputTokens: inputTokens)
    #expect(price == second.price(for: sku, meter: .input, at: moment, inputTokens: inputTokens), "seed \(seed)")
  }
}

@Test(arguments: UInt64(1)...50)
func theRowFoundIsTheOneThatTheRuleNames(seed: UInt64) throws {
  var random = RandomPrices(seed: seed)
  let book = try PriceBook(random.rows())
  for _ in 0..<200 {
    let (sku, moment, inputTokens) = (random.sku(), try random.moment(), random.number(0...300))
    let found = book.price(for: sku, meter: .output, at: moment, inputTokens: inputTokens)
    #expect(found == byTheRule(book.rows, sku, moment, inputTokens), "seed \(seed), \(sku.description)")
  }
}

/// The rule of the price table word by word, slowly.
private func byTheRule(_ rows: [PriceRow], _ sku: SKU, _ moment: Instant, _ inputTokens: Int64) -> Resolution {
  var left = rows.filter { $0.model == sku.model && $0.meter == .output }
  left.removeAll { $0.modelVersion != nil && $0.modelVersion != sku.modelVersion }
  left.removeAll { $0.deploymentType != nil && $0.deploymentType != sku.deploymentType }
  left.removeAll { $0.region != nil && $0.region != sku.region }
  left.removeAll { $0.serviceTier != nil && $0.serviceTier != sku.serviceTier }
  left.removeAll { $0.inputTokensAbove > 0 && $0.inputTokensAbove >= inputTokens }
  left.removeAll { ($0.effectiveFrom ?? moment) > moment || ($0.effectiveTo.map { $0 <= moment } ?? false) }
  let filled = left.map(\.filledConditions).max()
  left.removeAll { $0.filledConditions != filled }
  let bound = left.map(\.inputTokensAbove).max()
  left.removeAll { $0.inputTokensAbove != bound }
  switch left.count {
  case 0: return .none
  case 1: return .price(left[0])
  default: return .ambiguous(left)
  }
}

/// Calls that have one price: same SKU, between the same two boundaries and the same two bounds.
private struct Slice: Hashable {
  let sku: SKU
  let timeSlice: Int
  let boundSlice: Int
}

@Test(arguments: UInt64(1)...50)
func ratingSlicesGivesTheSumOfRatingEachCall(seed: UInt64) throws {
  var random = RandomPrices(seed: seed)
  let book = try PriceBook(random.rows())
  let costs = CostBook(list: book)
  let edges = book.boundaries(in: Instant(milliseconds: .min)..<Instant(milliseconds: .max))
  var single: [Rating] = []
  var sums: [Slice: (quantities: [Meter: Int64], moment: Instant, inputTokens: Int64)] = [:]
  for _ in 0..<300 {
    let (sku, moment, inputTokens) = (random.sku(), try random.moment(), random.number(0...300))
    let quantities = [Meter.input: inputTokens, .output: random.number(0...1_000_000)]
    single.append(try costs.rate(quantities, for: sku, at: moment, inputTokens: inputTokens))
    let slice = Slice(
      sku: sku, timeSlice: edges.filter { $0 <= moment }.count,
      boundSlice: book.inputTokenBounds(for: sku.model).filter { $0 < inputTokens }.count)
    sums[slice, default: ([:], moment, inputTokens)].quantities.merge(quantities, uniquingKeysWith: +)
  }
  let sliced = try sums.map { try costs.rate($1.quantities, for: $0.sku, at: $1.moment, inputTokens: $1.inputTokens) }
  #expect(total(sliced) == total(single), "seed \(seed)")
  #expect(unpricedTokens(sliced) == unpricedTokens(single), "seed \(seed)")
}

private func total(_ ratings: [Rating]) -> Money { ratings.compactMap(\.cost).reduce(.zero, +) }

private func unpricedTokens(_ ratings: [Rating]) -> [Meter: Int64] {
  ratings.flatMap(\.unpriced).reduce(into: [:]) { $0[$1.meter, default: 0] += $1.quantity }
}
