import ChargebackModel

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
