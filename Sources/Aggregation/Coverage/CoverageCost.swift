import ChargebackModel
import Pricing
import Store

/// What calls cost that nobody can be charged for.
enum CoverageCost {
  /// Beyond any bill, and small enough that any number of rows can be added.
  static let limit = Money(units: 1_000_000_000_000_000_000_000_000_000_000)

  /// A call dearer than this on average is no estimate.
  static let dearest = Money(units: 1_000_000_000_000_000_000)

  static func rate(
    _ usage: TokenUsage, _ sku: SKU, _ costs: CostBook, at moment: Instant, inputBand: Int
  ) throws(StoreFailure) -> Rating {
    // Any call of the band stands for all of them.
    let inputTokens = inputBand == 0 ? 0 : costs.inputTokenBounds[inputBand - 1] + 1
    do {
      return try costs.rate(usage.quantities(), for: sku, at: moment, inputTokens: inputTokens)
    } catch {
      throw StoreFailure(error.description)
    }
  }

  /// The cost of calls that only the service saw; a call that Azure refused costs nothing. Part of a cost is no cost.
  static func figures(
    _ sum: UsageSum, _ call: ResolvedCall, _ costs: CostBook, at moment: Instant
  ) throws(StoreFailure) -> (cost: Money?, unknownCalls: Int64) {
    guard sum.source == .reported, let sku = call.sku else {
      return call.isRefused ? (.zero, 0) : (nil, sum.calls)
    }
    let rating = try rate(sum.usage, sku, costs, at: moment, inputBand: sum.inputBand)
    guard rating.isComplete, let cost = rating.cost else { return (nil, sum.calls) }
    guard cost < limit else {
      throw StoreFailure(
        "the cost of calls that only the service saw is too large to be exact; is the unit of a price wrong?")
    }
    return (cost, 0)
  }
}
