import ChargebackModel
import Pricing
import Store

/// A call by itself with what reports make of it: whose it is, what it used and what that costs.
struct ChargedCall {
  let recorded: RecordedCall
  let resolved: ResolvedCall
  /// One call alone, as reports sum them.
  let sum: UsageSum

  init(_ recorded: RecordedCall, _ resolving: CallResolving) {
    self.recorded = recorded
    let resolved = resolving.resolve(recorded)
    self.resolved = resolved
    let bounds = resolving.inputTokenBounds
    let estimate =
      recorded.isMetered
      ? nil
      : EstimateSum(recorded, inputTokenBounds: bounds).flatMap {
        EstimatedUsage($0, resolved, inputTokenBounds: bounds)
      }
    let usage = recorded.isMetered ? recorded.usage : estimate?.usage ?? TokenUsage()
    let band = estimate?.inputBand ?? bounds.count { usage.inputTokens ?? 0 > $0 }
    sum = UsageSum(
      slice: 0, profileId: recorded.profileId,
      source: recorded.isMetered ? .reported : estimate == nil ? .unknown : .estimated, inputBand: band, meters: 0,
      calls: 1, usage: usage)
  }

  /// What it comes to, as in a report that holds nothing else.
  func tally(_ costs: CostBook) throws(StoreFailure) -> Tally {
    var rating: Rating?
    if sum.source != .unknown, let sku = resolved.sku {
      do {
        rating = try costs.rate(
          sum.usage.quantities(), for: sku, at: recorded.time, inputTokens: sum.usage.inputTokens ?? 0)
      } catch {
        throw StoreFailure(error.description)
      }
    }
    return Tally(
      AlikeCalls.Sum(calls: 1, usage: sum.usage), Product(resolved), sum.source, isRefused: resolved.isRefused, rating)
  }

  func value(_ dimension: Dimension, _ calendar: ZoneCalendar) -> String? {
    if CallColumns.time.contains(dimension) { return calendar.label(dimension, recorded.time) }
    return dimension == .usageSource ? sum.source.rawValue : resolved.value(dimension)
  }
}
