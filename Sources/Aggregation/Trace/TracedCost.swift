import ChargebackModel
import Pricing
import Store

/// What a call cost, line by line, or why nobody knows.
package struct TracedCost: Sendable {
  package let currency: String
  /// Nil where it is not known at all; a lower bound where `unpriced` is not empty.
  package let amount: Money?
  package let charges: [Charge]
  package let unpriced: [(meter: Meter, quantity: Int64, reason: String)]
  /// Why there is no cost, or why it is zero; nil where `charges` tell.
  package let note: String?

  /// - Parameter time: nil where no record tells it.
  init(_ usage: TracedUsage, _ call: ResolvedCall, _ costs: CostBook, at time: Instant?) throws(StoreFailure) {
    currency = costs.currency
    guard usage.source != .unknown else {
      amount = call.isRefused ? .zero : nil
      note = call.isRefused ? "Azure charges nothing for calls that it refuses" : "nobody knows its tokens"
      (charges, unpriced) = ([], [])
      return
    }
    guard let sku = call.sku, let time else {
      (amount, charges, unpriced) = (nil, [], [])
      note = time == nil ? "nobody knows which price held" : "no record says which model answered"
      return
    }
    do {
      let rating = try costs.rate(
        usage.counts.quantities(), for: sku, at: time, inputTokens: usage.counts.inputTokens ?? 0)
      (amount, charges, note) = (rating.cost, rating.charges, nil)
      unpriced = rating.unpriced.map { ($0.meter, $0.quantity, $0.reason.sentence(of: sku)) }
    } catch {
      throw StoreFailure(error.description)
    }
  }
}

extension Rating.Reason {
  fileprivate func sentence(of sku: SKU) -> String {
    switch self {
    case .noPrice: "no price for \(sku.description)"
    case .rivals(let rows): "\(rows.map(\.place.description).joined(separator: " and ")) apply alike"
    case .noRate(let from, let to): "no rate says what \(from) is in \(to)"
    }
  }
}
