import ChargebackModel
import Pricing

/// What a report needs beside the calls: prices, and what ids and deployments mean.
package struct Books: Sendable {
  package let prices: PriceBook
  /// A sentence that says which prices these are, for the report's notes.
  package let pricesNote: String
  package let directory: Directory
  package let deployments: Deployments

  package init(prices: PriceBook, pricesNote: String, directory: Directory, deployments: Deployments) {
    self.prices = prices
    self.pricesNote = pricesNote
    self.directory = directory
    self.deployments = deployments
  }
}
