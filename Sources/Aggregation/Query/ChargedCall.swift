import ChargebackModel
import Pricing
import Store

/// A call by itself with what reports make of it: whose it is, what it used and what that costs.
struct ChargedCall {
  let recorded: RecordedCall
  let resolved: ResolvedCall
  let source: UsageSource
  /// What is charged; empty where nobody knows.
  let usage: TokenUsage

  init(_ recorded: RecordedCall, _ resolving: CallResolving) {
    self.recorded = recorded
    let resolved = resolving.resolve(recorded)
    self.resolved = resolved
    if recorded.isMetered {
      (source, usage) = (.reported, recorded.usage)
      return
    }
    let bounds = resolving.inputTokenBounds
    let estimate = EstimateSum(recorded, inputTokenBounds: bounds).flatMap {
      EstimatedUsage($0, resolved, inputTokenBounds: bounds)
    }
    (source, usage) = estimate.map { (.estimated, $0.usage) } ?? (.unknown, TokenUsage())
  }

  /// What it comes to, as in a report that holds nothing else.
  func tally(_ costs: CostBook) throws(StoreFailure) -> Tally {
    let product = Product(resolved)
    var rating: Rating?
    if source != .unknown, let sku = product.sku {
      do {
        rating = try costs.rate(
          usage.quantities(), for: sku, at: recorded.time, inputTokens: usage.inputTokens ?? 0)
      } catch {
        throw StoreFailure(error.description)
      }
    }
    // Alone it is alike to itself, whatever its place among others would be.
    let key = AlikeCalls.Key(
      epoch: 0, label: 0, group: 0, product: 0, sourceIndex: source.index, inputBand: 0, meters: 0,
      isRefused: resolved.isRefused)
    return Tally(AlikeCalls.Sum(calls: 1, usage: usage), key, product, rating)
  }

  func value(_ dimension: Dimension, _ calendar: ZoneCalendar) -> String? {
    if CallColumns.time.contains(dimension) { return calendar.label(dimension, recorded.time) }
    return dimension == .usageSource ? source.rawValue : resolved.value(dimension)
  }
}
