import ChargebackModel
import Pricing

/// What a report needs beside the calls: prices, and what ids and deployments mean.
package struct Books: Sendable {
  package let costs: CostBook
  /// A sentence that says which prices these are, for the report's notes.
  package let pricesNote: String
  package let directory: Directory
  package let deployments: Deployments
  package let resources: Resources

  package init(
    costs: CostBook, pricesNote: String, directory: Directory, deployments: Deployments,
    resources: Resources = Resources([])
  ) {
    self.costs = costs
    self.pricesNote = pricesNote
    self.directory = directory
    self.deployments = deployments
    self.resources = resources
  }

  /// The moments in a period at which a price or a register changes.
  func changes(in period: Period) -> [Instant] {
    guard period.start < period.end else { return [] }
    return directory.edges + deployments.edges + resources.edges + costs.boundaries(in: period.start..<period.end)
  }

  /// List prices alone.
  package init(prices: PriceBook, pricesNote: String, directory: Directory, deployments: Deployments) {
    self.init(
      costs: CostBook(list: prices), pricesNote: pricesNote, directory: directory, deployments: deployments)
  }
}
