import ChargebackModel
import Pricing
import Store

/// The budgets of a month held against its calls.
struct BudgetReview {
  private(set) var standings: [BudgetStanding] = []

  private struct Slice: Hashable {
    let dimension: Dimension
    let currency: String
  }

  /// - Parameter budgets: those in force in the month, in the order in which they are to be shown.
  init(
    _ budgets: [Budget], _ month: Month, _ days: KnownDays, _ store: Store, _ books: Books, _ request: ReportRequest
  ) throws(StoreFailure) {
    // Whatever a report chooses to show, a budget is about what is paid for each call once.
    var request = request
    request.includesUnjoined = false
    let completeDays = days.completeDays(of: month)
    let firstOpenDay = month.firstDay.advanced(byDays: Int64(completeDays)).description
    var costs: [Slice: [String: (whole: Tally, past: Tally)]] = [:]
    for budget in budgets {
      let slice = Slice(dimension: budget.dimension, currency: budget.currency)
      if costs[slice] == nil {
        let aggregate = try Aggregate(
          store, books.effective(in: budget.currency), request, by: [budget.dimension, .day])
        var names: [String: (whole: Tally, past: Tally)] = [:]
        for (values, tally) in aggregate.groups {
          let name = values[0] ?? "unknown"
          names[name, default: (Tally(), Tally())].whole += tally
          if let day = values[1], day < firstOpenDay { names[name]?.past += tally }
        }
        costs[slice] = names
      }
      let names = costs[slice] ?? [:]
      let (whole, past) = names[budget.name] ?? (Tally(), Tally())
      standings.append(
        BudgetStanding(
          budget, month: month, calls: whole.calls, cost: whole.knownCost,
          isLowerBound: whole.unpricedCalls + whole.unmeteredCalls > 0, costOfCompleteDays: past.knownCost,
          completeDays: completeDays,
          nearestName: whole.calls == 0 ? NearestName.of(budget.name, among: names.keys.sorted()) : nil))
    }
  }
}

extension Tally {
  /// Nil where there are calls, and the cost of none of them is known.
  var knownCost: Money? { hasCost || calls == 0 ? cost : nil }
}

extension Books {
  /// The same books with every cost as it is paid, in this currency.
  fileprivate func effective(in currency: String) -> Books {
    if currency == costs.currency, costs.basis == .effective { return self }
    let converted = CostBook(
      list: costs.list, negotiated: costs.negotiated, discounts: costs.discounts, rates: costs.rates,
      basis: .effective, currency: currency)
    return Books(costs: converted, pricesNote: pricesNote, directory: directory, deployments: deployments)
  }
}
