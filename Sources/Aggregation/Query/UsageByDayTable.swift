import ChargebackModel
import Store

/// `usageByDay`: the sums that reports are made of, a row for each day and each combination of the dimensions. Much less to
/// read than `calls`.
final class UsageByDayTable: QueryTable {
  let name = "usageByDay"
  let summary = "sums of calls by day and all dimensions but the hour: the figures of report usage, quick to read"
  let columns: [QueryColumn]
  private let dimensions = Dimension.allCases.filter { !$0.rawValue.hasPrefix("hour") }
  private let resolving: () throws -> CallResolving

  init(_ resolving: @escaping () throws -> CallResolving) {
    self.resolving = resolving
    columns = CallColumns.of(dimensions) + CallColumns.figures
  }

  func rows(_ span: Range<Int64>) throws -> any QueryRows {
    let resolving = try resolving()
    guard let known = try resolving.store.timeRange() else { return ReadyRows([]) }
    let (calendar, books) = (resolving.calendar, resolving.books)
    let whole = calendar.period(
      from: calendar.date(of: known.lowerBound), through: calendar.date(of: known.upperBound))
    let start = max(whole.start, Instant(milliseconds: span.lowerBound))
    let end = max(start, min(whole.end, Instant(milliseconds: span.upperBound)))
    let request = ReportRequest(
      period: Period(start: start, end: end, timeZone: calendar.name), calendar: calendar)
    let aggregate = try Aggregate(resolving.store, books, request, by: dimensions)
    let groups = aggregate.groups.sorted { UsageTable.precedes($0.key, $1.key) }
    return ReadyRows(
      groups.map { values, tally in
        values.map { TableValue($0) }
          + CallColumns.values(tally, currency: books.costs.currency, isMetered: true)
      })
  }

  func span(of text: String, in column: QueryColumn) -> Range<Int64>? {
    (try? resolving()).flatMap { CallColumns.span(of: text, in: column, $0.calendar) }
  }
}
