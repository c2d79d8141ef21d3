import Aggregation
import ChargebackModel
import Store

extension Books {
  /// The prices and registers in force.
  static func inForce(_ store: Store) throws -> Books {
    let prices = try PriceSource.costs(store)
    return Books(
      costs: prices.costs, pricesNote: prices.note, directory: Directory(try store.directory()),
      deployments: Deployments(try store.deployments()))
  }
}
