import ChargebackModel
import Store

/// What a report says beside its figures, where somebody set it up: how the month's budgets stand, and which days stand
/// out. Computed once for all reports of a period.
package struct Review: Sendable {
  package let budgets: [BudgetStanding]
  private let days: DayReview?

  /// - Parameter reviewsDays: whether any of the reports shows the days that stand out.
  package init(
    _ store: Store, _ books: Books, _ request: ReportRequest, reviewsDays: Bool
  ) throws(StoreFailure) {
    let month = Month(request.calendar.date(of: request.period.start))
    // A budget is about all calls of a whole month.
    let isMonth = request.period == request.calendar.period(from: month.firstDay, through: month.lastDay)
    let inForce = isMonth && request.filters.isEmpty ? Budget.inForce(request.budgets, in: month) : []
    guard reviewsDays || !inForce.isEmpty else {
      (budgets, days) = ([], nil)
      return
    }
    let past = try KnownDays(store, request.calendar, now: request.now)
    budgets = try BudgetReview(inForce, month, past, store, books, request).standings
    // What stands out among the calls that are known is the same whenever somebody looks.
    let known = try KnownDays(store, request.calendar, now: nil)
    days = reviewsDays ? try DayReview(known, store, books, request) : nil
  }

  /// Adds what belongs to a report of this kind.
  package func add(to report: inout Report, of kind: any ReportKind, _ request: ReportRequest) {
    let showsCost = report.columns.contains { if case .money = $0.content { true } else { false } }
    if showsCost { report.budgets = budgets }
    if kind.reviewsDays(request) { report.dayReview = days }
  }
}
