import ChargebackModel
import Pricing

/// What a report needs beside the calls: prices, and what ids and deployments mean.
package struct Books: Sendable {
  package let costs: CostBook
  /// A sentence that says which prices these are, for the report's notes.
  package let pricesNote: String
  package let directory: Directory
  package let deployments: Deployments

  package init(costs: CostBook, pricesNote: String, directory: Directory, deployments: Deployments) {
    self.costs = costs
    self.pricesNote = pricesNote
    self.directory = directory
    self.deployments = deployments
  }

  /// The moments in a period at which a price or a register changes.
  func changes(in period: Period) -> [Instant] {
    guard period.start < period.end else { return [] }
    return directory.edges + deployments.edges + costs.boundaries(in: period.start..<period.end)
  }

  /// List prices alone.
  package init(prices: PriceBook, pricesNote: String, directory: Directory, deployments: Deployments) {
    self.init(
      costs: CostBook(list: prices), pricesNote: pricesNote, directory: directory, deployments: deployments)
  }
}
