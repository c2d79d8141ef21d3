import ChargebackModel

extension Report {
  /// What the review found, for people: a heading, the word that begins each line in a table, and the sentences.
  var reviews: [(heading: String, word: String, sentences: [String])] {
    let days = dayReview?.sentences(currency: currency) ?? []
    return [("Budgets", "Budget", budgets.map(\.sentence)), ("Unusual days", "Day", days)]
      .filter { !$0.2.isEmpty }
  }
}

extension BudgetStanding {
  /// `team Logistics, 2026-10: 4.02 of 10.00 USD; forecast 4.51 USD, from 27 of 31 days`
  package var sentence: String {
    let subject = "\(budget.dimension.rawValue) \(budget.name), \(month)"
    let limit = "\(budget.amount.printed) \(budget.currency)"
    guard let cost else { return "\(subject): cost not known, of \(limit)" }
    if calls == 0 {
      let meant = nearestName.map { ": did you mean \($0)?" } ?? ""
      return "\(subject): no call, of \(limit)\(meant)"
    }
    let spent = "\(subject): \(isLowerBound ? "at least " : "")\(cost.printed) of \(limit)"
    if state == .exceeded {
      return spent + ", exceeded by \(cost.difference(from: budget.amount)) \(budget.currency)" + outlook
    }
    return spent + outlook
  }

  private var outlook: String {
    if completeDays == daysInMonth { return "" }
    guard let forecast else { return "; no forecast before the first day is over" }
    let verdict = state == .forecastAbove ? ", above the budget" : ""
    return "; forecast \(forecast.printed) \(budget.currency)\(verdict), from \(completeDays) of \(daysInMonth) days"
  }
}

extension DayReview {
  fileprivate func sentences(currency: String) -> [String] {
    var sentences = unusual.map { day in
      "\(day.day) cost \(day.cost.printed) \(currency), unusually \(day.isHigh ? "much" : "little"): the days before it "
        + "\(day.median.printed) in the median, the same weekdays \(day.weekdayMedian.printed)"
    }
    if !unusual.isEmpty { sentences.append("The rule: \(DayReview.rule).") }
    if let first = unknown.first, let last = unknown.last {
      let span = first == last ? "\(first)" : "\(unknown.count) days from \(first) to \(last)"
      sentences.append("no verdict on \(span): calls on too few of the 28 days before, or a cost that is not known")
    }
    return sentences
  }
}

extension Money {
  /// With two decimals; with four where that is less than one.
  fileprivate var printed: String {
    let decimals = magnitude < Money(units: Money.unitsPerWhole) && self != .zero ? 4 : 2
    return rounded(to: decimals).grouped(decimals: decimals)
  }

  fileprivate func difference(from other: Money) -> String { (self - other).printed }
}
