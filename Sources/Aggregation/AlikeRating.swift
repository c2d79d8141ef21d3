import ChargebackModel
import Pricing
import Store

/// Rates the sums of alike calls: what a product costs is looked up once an epoch, however many sums it has.
struct AlikeRating {
  private struct Key: Hashable {
    let product: Int
    let epoch: Int
    let inputBand: Int
  }

  private let costs: CostBook
  private let bounds: [Int64]
  private var tariffs: [Key: Tariff] = [:]

  init(_ costs: CostBook) {
    self.costs = costs
    bounds = costs.inputTokenBounds
  }

  /// Nil where nobody knows the tokens or the model.
  mutating func rate(
    _ sum: AlikeCalls.Sum, _ key: AlikeCalls.Key, of calls: AlikeCalls
  ) throws(StoreFailure) -> Rating? {
    guard key.source != .unknown, let sku = calls.product(key).sku else { return nil }
    // Any call of the band stands for all of them.
    let inputTokens = key.inputBand == 0 ? 0 : bounds[key.inputBand - 1] + 1
    let moment = calls.moment(key)
    do {
      return try tariffs[
        Key(product: key.product, epoch: key.epoch, inputBand: key.inputBand),
        default: Tariff(costs, for: sku, at: moment, inputTokens: inputTokens)
      ].rate(sum.usage.meterQuantities)
    } catch {
      throw StoreFailure(error.description)
    }
  }
}
