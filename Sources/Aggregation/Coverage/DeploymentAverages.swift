import ChargebackModel
import Pricing
import Store

/// What an answered call to a deployment costs on average in the report's period, from its calls whose cost is known.
struct DeploymentAverages {
  /// An account's deployment, or a model of it where a call does not tell its deployment.
  private enum Place: Hashable {
    case deployment(String, String)
    case model(String, String)
  }

  private struct Key: Hashable {
    let place: CallPlace
    let sku: SKU
    let moment: Instant
    let inputBand: Int
    let meters: Int64
  }

  private var sums: [Key: (calls: Int64, usage: TokenUsage)] = [:]
  private var averages: [Place: Money] = [:]

  mutating func add(_ sum: UsageSum, _ call: ResolvedCall, _ place: CallPlace, at moment: Instant) {
    guard sum.source == .reported, call.isAnswered, place.resource != nil, let sku = call.sku else { return }
    let key = Key(place: place, sku: sku, moment: moment, inputBand: sum.inputBand, meters: sum.meters)
    var known = sums[key] ?? (0, TokenUsage())
    known.calls += sum.calls
    known.usage.add(sum.usage, times: 1)
    sums[key] = known
  }

  /// Prices what was added. Averages are rounded to 10^-12, once, so that estimates add up in any grouping.
  mutating func finish(_ costs: CostBook) throws(StoreFailure) {
    var totals: [Place: (calls: Int64, cost: Money)] = [:]
    for (key, sum) in sums {
      let rating = try CoverageCost.rate(sum.usage, key.sku, costs, at: key.moment, inputBand: key.inputBand)
      guard rating.isComplete, let cost = rating.cost else { continue }
      for place in DeploymentAverages.places(key.place) {
        let known = totals[place] ?? (0, .zero)
        guard let total = known.cost.adding(cost) else { continue }
        totals[place] = (known.calls + sum.calls, total)
      }
    }
    averages = totals.mapValues { Money(units: $0.cost.units / Int128($0.calls)) }
      .filter { $0.value < CoverageCost.dearest }
  }

  /// Nil where no call of the deployment, nor of its model in the account, has a known cost.
  func estimate(_ calls: Int64, at place: CallPlace) -> Money? {
    DeploymentAverages.places(place).lazy.compactMap { averages[$0] }.first.map { $0.times(calls) }
  }

  private static func places(_ place: CallPlace) -> [Place] {
    guard let resource = place.resource else { return [] }
    return [place.deployment.map { .deployment(resource, $0) }, place.model.map { .model(resource, $0) }]
      .compactMap { $0 }
  }
}
