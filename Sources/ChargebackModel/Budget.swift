/// What a team, an application or a cost centre may cost in a month.
package struct Budget: Hashable, Sendable {
  /// What can have a budget, in the order in which help and errors name it.
  package static let dimensions: [Dimension] = [.team, .app, .costCentre]

  /// One of `dimensions`.
  package let dimension: Dimension
  /// The value of the dimension, `unknown` for the calls that have none.
  package let name: String
  package let amount: Money
  /// ISO 4217.
  package let currency: String
  /// The only month for which it is meant, nil for every month that has none of its own.
  package let month: Month?

  package init(_ dimension: Dimension, _ name: String, amount: Money, currency: String, month: Month? = nil) {
    self.dimension = dimension
    self.name = name
    self.amount = amount
    self.currency = currency
    self.month = month
  }

  /// The budgets that count in a month, in their order: one that names the month goes before one for every month.
  package static func inForce(_ budgets: [Budget], in month: Month) -> [Budget] {
    func isSubject(_ a: Budget, of b: Budget) -> Bool { a.dimension == b.dimension && a.name == b.name }
    let own = budgets.filter { $0.month == month }
    return budgets.filter { budget in
      budget.month == month || budget.month == nil && !own.contains { isSubject($0, of: budget) }
    }
  }
}
