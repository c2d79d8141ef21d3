import ChargebackModel
import Store

extension DayReview {
  /// The longest period whose days are looked at, in days: a quarter.
  private static let longestPeriod = 92

  /// Looks at the complete days of the request's period; nil where the period is too long for a review of single days.
  init?(_ days: KnownDays, _ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) {
    let (calendar, period) = (request.calendar, request.period)
    guard period.start < period.end else { return nil }
    let first = calendar.date(of: period.start)
    let last = calendar.date(of: period.end.advanced(byMilliseconds: -1))
    guard last.daysSince1970 - first.daysSince1970 < DayReview.longestPeriod else { return nil }
    guard let known = days.range, max(first, known.lowerBound) <= min(last, known.upperBound) else {
      self.init(unusual: [], unknown: [])
      return
    }
    // Apart from the days before it, so that each day costs what the report itself says.
    var before = request
    before.period = calendar.period(
      from: first.advanced(byDays: -Int64(DayReview.historyDays)), through: first.advanced(byDays: -1))
    let tallies = try Aggregate(store, books, request, by: [.day]).groups
    let earlier = try Aggregate(store, books, before, by: [.day]).groups
    let costs = DayCosts(known) { tallies[[$0.description]] ?? earlier[[$0.description]] ?? Tally() }
    let shown = (max(first, known.lowerBound).daysSince1970...min(last, known.upperBound).daysSince1970)
      .map { CivilDate(daysSince1970: $0) }
    let verdicts = shown.map { ($0, costs.verdict($0)) }
    self.init(
      unusual: verdicts.compactMap { if case .unusual(let day) = $0.1 { day } else { nil } },
      unknown: verdicts.compactMap { if case .unknown = $0.1 { $0.0 } else { nil } })
  }
}
