import ChargebackModel
import Store

/// `usageByDay`: the sums that reports are made of, a row for each day and each combination of the other dimensions but
/// the hour.
final class UsageByDayTable: QueryTable {
  let name = "usageByDay"
  let summary = "the figures of report usage: a row for each day and each combination of all dimensions but the hour"
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
    let groups = aggregate.groups.sorted { Self.precedes($0.key, $1.key) }
    return Rows(groups.map { ($0.key, $0.value) }, currency: books.costs.currency)
  }

  func span(of text: String, in column: QueryColumn) -> Range<Int64>? {
    (try? resolving()).flatMap { CallColumns.span(of: text, in: column, $0.calendar) }
  }

  /// A fixed order, so that an answer without ORDER BY is the same each time.
  private static func precedes(_ a: [String?], _ b: [String?]) -> Bool {
    for (left, right) in zip(a, b) where left != right {
      guard let left else { return false }
      guard let right else { return true }
      return left < right
    }
    return false
  }

  /// Figures are worked out when they are asked for: most queries want few of them.
  private final class Rows: QueryRows {
    private let groups: [(values: [String?], tally: Tally)]
    private let currency: String
    private var place = -1
    private var figures: [TableValue]?

    init(_ groups: [(values: [String?], tally: Tally)], currency: String) {
      self.groups = groups
      self.currency = currency
    }

    func next() -> Bool {
      place += 1
      figures = nil
      return place < groups.count
    }

    func value(_ column: Int) -> TableValue {
      let (values, tally) = groups[place]
      if column < values.count { return TableValue(values[column]) }
      let known = figures ?? CallColumns.values(tally, currency: currency, isMetered: true)
      figures = known
      return known[column - values.count]
    }
  }
}
