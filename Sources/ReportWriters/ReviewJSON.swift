import ChargebackModel

extension Report {
  /// The members `budgets` and `dayReview`, each only where there is something of the kind.
  var reviewMembers: [(key: String, values: [JSONValue])] {
    (budgets.isEmpty ? [] : [("budgets", budgets.map(\.json))])
      + (dayReview.map { [("dayReview", [$0.json])] } ?? [])
  }
}

extension BudgetStanding {
  /// Amounts are exact, but for the forecast, which is rounded down to 10^-30: what it is made of stands beside it.
  package var json: JSONValue {
    func money(_ amount: Money?) -> JSONValue { amount.map { .string($0.exactText) } ?? .null }
    return .object([
      ("dimension", .string(budget.dimension.rawValue)), ("name", .string(budget.name)),
      ("month", .string(month.description)), ("amount", money(budget.amount)), ("currency", .string(budget.currency)),
      ("calls", .integer(calls)), ("cost", money(cost)), ("isLowerBound", .bool(isLowerBound)),
      ("costOfCompleteDays", money(costOfCompleteDays)), ("completeDays", .integer(Int64(completeDays))),
      ("daysInMonth", .integer(Int64(daysInMonth))), ("forecast", money(forecast)), ("state", .string(state.rawValue)),
    ])
  }
}

extension DayReview {
  fileprivate var json: JSONValue {
    .object([
      ("rule", .string(DayReview.rule)),
      (
        "unusual",
        .array(
          unusual.map { day in
            .object([
              ("day", .string(day.day.description)), ("cost", .string(day.cost.exactText)),
              ("median", .string(day.median.exactText)), ("weekdayMedian", .string(day.weekdayMedian.exactText)),
            ])
          })
      ),
      ("unknown", .array(unknown.map { .string($0.description) })),
    ])
  }
}

extension Completeness {
  /// As in the envelope of a report.
  package var json: JSONValue { JSONWriter().completeness(self) }
}
