import ChargebackModel
import Pricing
import Store

/// What calls cost that nobody can be charged for.
enum CoverageCost {
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
    return rating.isComplete ? (rating.cost, 0) : (nil, sum.calls)
  }
}
