import ChargebackModel
import TestSupport
import Testing

@testable import Aggregation

/// Days that stand out from their own past four weeks.
@Suite struct DayReviewTests {
  /// Verdicts by cost a day from a first day on; nil is a day without calls.
  private func verdicts(_ costs: [Int64?], from first: String = "2026-09-01") -> [DayCosts.Verdict] {
    let start = CivilDate(first)!
    let known = start...start.advanced(byDays: Int64(costs.count - 1))
    let review = DayCosts(known) { day in
      var tally = Tally()
      if let cost = costs[Int(day.daysSince1970 - start.daysSince1970)] {
        (tally.calls, tally.hasCost, tally.cost) = (1, true, Money(units: Int128(cost)))
      }
      return tally
    }
    return costs.indices.map { review.verdict(start.advanced(byDays: Int64($0))) }
  }

  private func unusual(_ verdicts: [DayCosts.Verdict]) -> [Int] {
    verdicts.indices.filter { if case .unusual = verdicts[$0] { true } else { false } }
  }

  private func unknown(_ verdicts: [DayCosts.Verdict]) -> [Int] {
    verdicts.indices.filter { if case .unknown = verdicts[$0] { true } else { false } }
  }

  @Test func aSpikeAndADropStandOutFromSteadyDays() {
    var costs = (0..<40).map { Int64(1000 + $0 % 5) as Int64? }
    costs[30] = 5000
    costs[35] = 100
    let found = verdicts(costs)
    #expect(unusual(found) == [30, 35])
    guard case .unusual(let day) = found[30] else { return }
    #expect(day.day == CivilDate("2026-10-01") && day.cost == Money(units: 5000) && day.isHigh)
    #expect(day.median == Money(units: 1002))
  }

  @Test func quietWeekendsAreUsualAndABusyOneIsNot() {
    // 1 September 2026 is a Tuesday: days 4 and 5 are a weekend, without any call.
    var costs = (0..<42).map { index -> Int64? in [4, 5].contains(index % 7) ? nil : 1000 + Int64(index % 3) }
    #expect(unusual(verdicts(costs)) == [])
    // A call on a Saturday is more than on other Saturdays, but less than on other days.
    costs[39] = 1
    #expect(unusual(verdicts(costs)) == [])
    costs[39] = 9000
    #expect(unusual(verdicts(costs)) == [39])
  }

  @Test func aWorkingDayWithoutCallsStandsOut() {
    var costs = (0..<42).map { index -> Int64? in [4, 5].contains(index % 7) ? nil : 1000 + Int64(index % 3) }
    costs[37] = nil
    #expect(unusual(verdicts(costs)) == [37])
  }

  @Test func thereIsNoVerdictBeforeFourteenDaysWithCalls() {
    let costs = (0..<20).map { _ in 1000 as Int64? }
    #expect(unknown(verdicts(costs)) == Array(0..<14))
    // Days without calls are known, but tell nothing of what a call's day costs.
    #expect(unknown(verdicts((0..<30).map { $0 % 3 == 0 ? 1000 : nil })) == Array(0..<30))
  }

  @Test func oneWildDayDoesNotHideTheNext() {
    var costs = (0..<40).map { Int64(1000 + $0 % 5) as Int64? }
    costs[28] = 900_000
    costs[30] = 5000
    #expect(unusual(verdicts(costs)) == [28, 30])
  }

  @Test func noDayOfASteadyRandomMonthStandsOutByLessThanHalfTheMedian() {
    var generator = SeededGenerator(seed: 28)
    for _ in 0..<50 {
      let costs = (0..<60).map { _ in Int64.random(in: 800...1199, using: &generator) as Int64? }
      #expect(unusual(verdicts(costs)) == [])
    }
  }

  @Test func whatIsOnlyKnownInPartIsNeverCalledLittle() throws {
    let estate = try Estate()
    estate.prices = ["gpt-4o,input,1,1,,,", "gpt-4o,output,1,1,,,"]
    for day in 1...31 {
      let time = "2026-10-\(day < 10 ? "0" : "")\(day) 10:00:00"
      try estate.add(time, [.bodyModel: "gpt-4o"], day == 25 ? tokens(1, 0) : tokens(day == 24 ? 900 : 100, 0))
      if day == 25 { try estate.add(time, [.bodyModel: "gpt-4o"]) }
    }
    func review(_ adjust: (inout ReportRequest) -> Void = { _ in }) throws -> DayReview? {
      let calendar = ZoneCalendar("UTC")!
      var request = ReportRequest(
        period: calendar.period(from: CivilDate("2026-10-01")!, through: CivilDate("2026-10-31")!), calendar: calendar)
      adjust(&request)
      let books = try estate.books()
      var report = try estate.report("statement")
      let statement = ReportKinds.all.first { $0.name == "statement" }!
      try Review(estate.store, books, request, reviewsDays: true).add(to: &report, of: statement, request)
      return report.dayReview
    }
    let found = try #require(try review())
    #expect(found.unusual.map(\.day) == [CivilDate("2026-10-24")])
    // The first and the last day may not be whole; the 2nd to the 15th have too little before them.
    #expect(found.unknown.map(\.day) == Array(2...15) + [25])
    // A single day is looked at with the four weeks before it.
    let single = try #require(
      try review { $0.period = $0.calendar.period(from: CivilDate("2026-10-24")!, through: CivilDate("2026-10-24")!) })
    #expect(single.unusual == found.unusual && single.unknown == [])
    #expect(
      try review { $0.period = $0.calendar.period(from: CivilDate("2026-07-01")!, through: CivilDate("2026-10-31")!) }
        == nil)
  }
}
