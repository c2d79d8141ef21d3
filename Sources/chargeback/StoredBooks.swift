import Aggregation
import ChargebackModel
import Pricing
import Store

extension Books {
  /// The registers that the database holds.
  init(_ store: Store, _ prices: (costs: CostBook, note: String)) throws {
    self.init(
      costs: prices.costs, pricesNote: prices.note, directory: Directory(try store.directory()),
      deployments: Deployments(try store.deployments()), resources: Resources(try store.resources()))
  }
}
