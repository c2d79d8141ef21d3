import ChargebackModel
import Store

/// What a user asks a report for.
package struct ReportRequest: Sendable {
  package var period: Period
  package var calendar: ZoneCalendar
  /// Nil for the report's own choice.
  package var by: [Dimension]?
  package var filters: [Filter] = []
  /// A column's name; nil for the report's own order.
  package var sort: String?
  /// Only so many rows, the others summed up in one.
  package var top: Int?
  /// Show service records that no key joins to the gateway's calls as rows of their own.
  package var includesUnjoined = false
  /// Whose durations; only for reports that take it.
  package var side = DurationSide.service
  /// What the user wants to spend at most; they count in reports of a whole month.
  package var budgets: [Budget] = []
  /// What time it is: for a forecast, no later day is complete. Nil where only the calls tell.
  package var now: Instant?
  /// Estimate costs that nobody knows from the averages of the same deployment.
  package var estimatesCost = false

  package init(period: Period, calendar: ZoneCalendar) {
    self.period = period
    self.calendar = calendar
  }
}
