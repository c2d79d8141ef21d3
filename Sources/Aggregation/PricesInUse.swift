import ChargebackModel
import Pricing
import Store

/// What the calls of the whole database say about the price book: which models are used, and which calls have no price.
package struct PricesInUse: Sendable {
  package let models: Set<String>
  /// A finding for each SKU without a price, with its calls and tokens.
  package let findings: [PriceFinding]

  package init(_ store: Store, _ books: Books) throws(StoreFailure) {
    guard let known = try store.timeRange() else {
      (models, findings) = ([], [])
      return
    }
    let period = Period(start: known.lowerBound, end: known.upperBound.advanced(byMilliseconds: 1), timeZone: "UTC")
    let request = ReportRequest(period: period, calendar: ZoneCalendar("UTC")!)
    let aggregate = try Aggregate(store, books, request, by: [.model])
    models = Set(aggregate.groups.keys.compactMap { $0[0] })
    findings = PriceLint.inOrder(
      aggregate.unpriced.map { PriceFinding(.unpriced, $0.what, calls: $0.calls, tokens: $0.tokens) }
        + aggregate.issues.filter { $0.code == .ambiguousPrice }.map {
          PriceFinding(.overlap, $0.message, calls: $0.count)
        })
  }
}
