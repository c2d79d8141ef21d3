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

  /// List prices alone.
  package init(prices: PriceBook, pricesNote: String, directory: Directory, deployments: Deployments) {
    self.init(
      costs: CostBook(list: prices), pricesNote: pricesNote, directory: directory, deployments: deployments)
  }
}
