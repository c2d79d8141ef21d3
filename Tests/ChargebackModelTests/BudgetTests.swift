import ChargebackModel
import Testing

@Suite struct BudgetTests {
  private let october = Month("2026-10")!

  private func standing(_ cost: String?, past: String?, days: Int, of amount: String = "31") -> BudgetStanding {
    BudgetStanding(
      Budget(.team, "Finance", amount: Money(amount)!, currency: "USD"), month: october, calls: 5,
      cost: cost.flatMap { Money($0) }, isLowerBound: false, costOfCompleteDays: past.flatMap { Money($0) },
      completeDays: days)
  }

  @Test func theForecastIsAStraightLineThroughTheCompleteDays() {
    let standing = standing("11", past: "10", days: 10)
    #expect(standing.forecast == Money("31"))
    #expect(standing.state == .within)
    #expect(!standing.isCrossed)
  }

  @Test func aForecastIsHeldAgainstTheBudgetWithoutRounding() {
    // 7 × 31 ÷ 3 = 72.333…, which no decimal equals.
    #expect(standing("7", past: "7", days: 3, of: "72.333333333333").state == .forecastAbove)
    #expect(standing("7", past: "7", days: 3, of: "72.333333333334").state == .within)
    #expect(standing("7", past: "7", days: 3).forecast?.exactText == "72." + String(repeating: "3", count: 30))
  }

  @Test func whatTodayCostAlreadyIsNeverForecastAway() {
    #expect(standing("20", past: "1", days: 10).forecast == Money("20"))
  }

  @Test func theStateIsByCostThenByForecast() {
    #expect(standing("31.000000000001", past: "1", days: 30).state == .exceeded)
    #expect(standing("31", past: "31", days: 31).state == .within)
    #expect(standing("20", past: "11", days: 10).state == .forecastAbove)
    #expect(standing("20", past: "0", days: 0).state == .within)
    #expect(standing("20", past: "0", days: 0).forecast == nil)
    #expect(standing(nil, past: nil, days: 10).state == .unknown)
    #expect(standing("0", past: "0", days: 31, of: "0").state == .within)
  }

  @Test func aBudgetOfTheMonthGoesBeforeOneOfEveryMonth() {
    let always = Budget(.team, "Finance", amount: Money("1")!, currency: "USD")
    let own = Budget(.team, "Finance", amount: Money("2")!, currency: "USD", month: october)
    let other = Budget(.app, "Finance", amount: Money("3")!, currency: "USD")
    #expect(Budget.inForce([always, own, other], in: october) == [own, other])
    #expect(Budget.inForce([always, own, other], in: october.advanced(by: 1)) == [always, other])
  }
}
