/// How a budget stands in a month, with the forecast of the month's end.
///
/// The forecast is a straight line through the complete days:
///
///     forecast = max(cost, costOfCompleteDays × daysInMonth ÷ completeDays)
///
/// It is compared with the budget exactly, without the division.
package struct BudgetStanding: Hashable, Sendable {
  package enum State: String, Hashable, Sendable {
    /// Neither the cost nor the forecast is above the amount, so far as they are known.
    case within
    /// The cost is not above the amount, the forecast is.
    case forecastAbove
    case exceeded
    /// There are calls, and the cost of none of them is known.
    case unknown
  }

  package let budget: Budget
  package let month: Month
  package let calls: Int64
  /// Of the month so far; nil where it is not known.
  package let cost: Money?
  /// Whether some calls have no price or no token count, so that the cost is higher than it is shown.
  package let isLowerBound: Bool
  package let costOfCompleteDays: Money?
  /// Days of the month that are over, and up to which calls are known.
  package let completeDays: Int
  package let daysInMonth: Int
  /// The name in the month's calls that was probably meant, where no call has the budget's own.
  package let nearestName: String?

  package init(
    _ budget: Budget, month: Month, calls: Int64, cost: Money?, isLowerBound: Bool, costOfCompleteDays: Money?,
    completeDays: Int, nearestName: String? = nil
  ) {
    self.budget = budget
    self.month = month
    self.calls = calls
    self.cost = cost
    self.isLowerBound = isLowerBound
    self.costOfCompleteDays = costOfCompleteDays
    self.completeDays = completeDays
    self.nearestName = nearestName
    daysInMonth = month.lastDay.day
  }

  package var state: State {
    guard let cost else { return .unknown }
    if cost > budget.amount { return .exceeded }
    guard completeDays < daysInMonth, completeDays > 0, let past = costOfCompleteDays else { return .within }
    guard let line = past.times(whole: Int64(daysInMonth)), let limit = budget.amount.times(whole: Int64(completeDays))
    else { return .forecastAbove }
    return line > limit ? .forecastAbove : .within
  }

  package var isCrossed: Bool { [.exceeded, .forecastAbove].contains(state) }

  /// Rounded down to 10^-30; nil where there is no complete day yet, or no known cost.
  package var forecast: Money? {
    guard let cost, let past = costOfCompleteDays, completeDays > 0 else { return nil }
    guard let line = past.times(whole: Int64(daysInMonth)) else { return nil }
    return max(cost, line.divided(by: Int64(completeDays)))
  }
}
