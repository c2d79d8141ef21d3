import ChargebackModel
import Pricing
import Testing

@testable import Aggregation

/// Budgets held against the calls of a month.
@Suite struct BudgetReviewTests {
  private let estate: Estate
  private let alpha = "a0000000-0000-0000-0000-000000000001"

  init() throws {
    estate = try Estate()
    // A token is a dollar.
    estate.prices = ["gpt-4o,input,1,1,,,", "gpt-4o,output,1,1,,,"]
    estate.directory = [DirectoryEntry(kind: .appId, id: alpha, name: "Alpha", team: "Finance", costCentre: "CC-1")]
  }

  private func call(_ time: String, _ cost: Int64?, app: String? = nil, model: String = "gpt-4o") throws {
    try estate.add(time, [.appId: app ?? alpha, .bodyModel: model], cost.map { tokens($0, 0) } ?? TokenUsage())
  }

  private func standings(
    _ budgets: [Budget], now: String? = nil, in zone: String = "UTC", _ adjust: (inout ReportRequest) -> Void = { _ in }
  ) throws -> [BudgetStanding] {
    let calendar = ZoneCalendar(zone)!
    var request = ReportRequest(
      period: calendar.period(from: CivilDate("2026-10-01")!, through: CivilDate("2026-10-31")!), calendar: calendar)
    request.budgets = budgets
    request.now = now.map(moment)
    adjust(&request)
    return try Review(estate.store, estate.books(), request, reviewsDays: false).budgets
  }

  private func budget(_ amount: String, _ name: String = "Finance", _ dimension: Dimension = .team) -> Budget {
    Budget(dimension, name, amount: Money(amount)!, currency: "USD")
  }

  @Test func daysThatAreNotOverAreLeftOutOfTheForecast() throws {
    try call("2026-10-01 10:00:00", 10)
    try call("2026-10-04 10:00:00", 30)
    try call("2026-10-05 09:00:00", 100)
    let standing = try standings([budget("300")], now: "2026-10-05 12:00:00")[0]
    #expect(standing.cost == Money("140") && standing.costOfCompleteDays == Money("40"))
    #expect(standing.completeDays == 4)
    #expect(standing.forecast == Money("310"))
    #expect(standing.state == .forecastAbove)
  }

  @Test func theForecastEndsWhereTheCallsThatAreKnownEnd() throws {
    try call("2026-10-01 10:00:00", 10)
    try call("2026-10-05 09:00:00", 100)
    // It is late in the month, but nothing of the 6th and later has been read yet.
    let standing = try standings([budget("300")], now: "2026-10-25")[0]
    #expect(standing.completeDays == 4 && standing.costOfCompleteDays == Money("10"))
  }

  @Test func aMonthThatIsOverHasNoForecastButItsCost() throws {
    try call("2026-10-31 10:00:00", 310)
    try call("2026-11-01 09:00:00", 5)
    let standing = try standings([budget("310")], now: "2026-11-02")[0]
    #expect(standing.completeDays == 31 && standing.forecast == Money("310") && standing.state == .within)
  }

  @Test func aMonthThatIsToComeHasNoForecast() throws {
    try call("2026-09-20 10:00:00", 310)
    let standing = try standings([budget("310")], now: "2026-09-21")[0]
    #expect(standing.completeDays == 0 && standing.forecast == nil && standing.cost == .zero)
  }

  @Test func theDaysAreThoseOfTheTimeZone() throws {
    // In Berlin it is the 2nd already.
    try call("2026-10-01 22:30:00", 10)
    try call("2026-10-02 22:30:00", 5)
    #expect(try standings([budget("9")], in: "Europe/Berlin")[0].costOfCompleteDays == Money("10"))
    #expect(try standings([budget("9")], in: "Europe/Berlin")[0].completeDays == 2)
    #expect(try standings([budget("9")])[0].completeDays == 1)
  }

  @Test func aCostThatIsOnlyPartlyKnownIsALowerBoundAndOneThatIsNotKnownIsNotZero() throws {
    try call("2026-10-01 10:00:00", 10)
    try call("2026-10-01 11:00:00", 7, model: "house-llm")
    try call("2026-10-01 12:00:00", 7, app: "other", model: "house-llm")
    let found = try standings([budget("300"), budget("1", "other", .app), budget("1", "nobody", .app)])
    #expect(found.map(\.state) == [.within, .unknown, .within])
    #expect(found[0].isLowerBound && found[0].cost == Money("10"))
    #expect(found[1].cost == nil && found[1].calls == 1)
    #expect(found[2].cost == .zero && found[2].calls == 0)
  }

  @Test func aMistypedNameIsAnsweredWithTheNearest() throws {
    try call("2026-10-01 10:00:00", 10)
    #expect(try standings([budget("300", "Finanse")])[0].nearestName == "Finance")
  }

  @Test func theCallsOfNobodyCanHaveABudget() throws {
    try call("2026-10-01 10:00:00", 10, app: "other")
    #expect(try standings([budget("9", "unknown")])[0].state == .exceeded)
  }

  @Test func aBudgetInAnotherCurrencyIsHeldAgainstTheCostAtTheRatesOfTheCalls() throws {
    try call("2026-10-01 10:00:00", 10)
    let euros = Budget(.costCentre, "CC-1", amount: Money("8")!, currency: "EUR")
    #expect(try standings([euros])[0].state == .unknown)
    estate.rates = ["USD,EUR,0.8621,2026-10-01,2026-11-01,"]
    let standing = try standings([euros])[0]
    #expect(standing.cost == Money("8.621") && standing.state == .exceeded)
  }

  @Test func aBudgetIsHeldAgainstWhatIsPaidWhateverTheReportShows() throws {
    try call("2026-10-01 10:00:00", 10)
    estate.discounts = [",,,50,2026-10-01,,"]
    estate.basis = .list
    #expect(try standings([budget("6")])[0].cost == Money("5"))
  }

  @Test func onlyAWholeMonthWithoutConditionsShowsBudgets() throws {
    try call("2026-10-01 10:00:00", 10)
    #expect(try standings([budget("9")]).count == 1)
    #expect(try standings([budget("9")]) { $0.filters = [Filter(.team, "Finance")] }.isEmpty)
    #expect(
      try standings([budget("9")]) {
        $0.period = $0.calendar.period(from: CivilDate("2026-10-01")!, through: CivilDate("2026-10-30")!)
      }.isEmpty)
  }
}
