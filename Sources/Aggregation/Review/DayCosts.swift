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
    var wide = request
    let begin = first.advanced(byDays: -Int64(DayReview.historyDays))
    wide.period = calendar.period(from: begin, through: last)
    let tallies = try Aggregate(store, books, wide, by: [.day]).groups
    let costs = DayCosts(known) { tallies[[$0.description]] ?? Tally() }
    let shown = (max(first, known.lowerBound).daysSince1970...min(last, known.upperBound).daysSince1970)
      .map { CivilDate(daysSince1970: $0) }
    let verdicts = shown.map { ($0, costs.verdict($0)) }
    self.init(
      unusual: verdicts.compactMap { if case .unusual(let day) = $0.1 { day } else { nil } },
      unknown: verdicts.compactMap { if case .unknown = $0.1 { $0.0 } else { nil } })
  }
}

/// What the known days cost, and what that says of one of them.
struct DayCosts {
  enum Verdict {
    case usual, unknown
    case unusual(DayReview.UnusualDay)
  }

  private let known: ClosedRange<CivilDate>
  private let tally: (CivilDate) -> Tally

  init(_ known: ClosedRange<CivilDate>, tally: @escaping (CivilDate) -> Tally) {
    self.known = known
    self.tally = tally
  }

  func verdict(_ day: CivilDate) -> Verdict {
    let days = history(before: day, every: 1)
    guard let cost = tally(day).knownCost, days.filter({ $0.calls > 0 }).count >= DayReview.minimumDays,
      let all = CostBand(days.map(\.cost)), let weekday = CostBand(history(before: day, every: 7).map(\.cost))
    else { return .unknown }
    guard let side = all.side(of: cost), side == weekday.side(of: cost) else { return .usual }
    // What is only known to cost at least this much may cost as much as ever.
    if side == .below, tally(day).unpricedCalls + tally(day).unmeteredCalls > 0 { return .unknown }
    return .unusual(.init(day: day, cost: cost, median: all.median, weekdayMedian: weekday.median))
  }

  /// The tallies of the known days before a day, so far as their cost is known.
  private func history(before day: CivilDate, every step: Int) -> [Tally] {
    stride(from: step, through: DayReview.historyDays, by: step).map { day.advanced(byDays: -Int64($0)) }
      .filter(known.contains).map(tally).filter { $0.knownCost != nil }
  }
}
