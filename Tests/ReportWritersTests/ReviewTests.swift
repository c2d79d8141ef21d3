import ChargebackModel
import Foundation
import ReportWriters
import Testing

/// Budgets and days that stand out are in what every writer for people and programs says.
@Suite struct ReviewTests {
  private func reviewed(name: String = "Finance") -> Report {
    var report = smallReport
    let month = Month("2026-10")!
    func standing(_ cost: String?, past: String?, days: Int, calls: Int64 = 3, near: String? = nil) -> BudgetStanding {
      BudgetStanding(
        Budget(.team, name, amount: Money("500")!, currency: "USD"), month: month, calls: calls,
        cost: cost.flatMap { Money($0) }, isLowerBound: cost == "612.5", costOfCompleteDays: past.flatMap { Money($0) },
        completeDays: days, nearestName: near)
    }
    report.budgets = [
      standing("612.5", past: "600", days: 20), standing("300", past: "290", days: 14),
      standing("0.1", past: "0", days: 0), standing(nil, past: nil, days: 31),
      standing("0", past: "0", days: 31, calls: 0, near: "Finances"),
    ]
    report.dayReview = DayReview(
      unusual: [
        .init(
          day: CivilDate("2026-10-14")!, cost: Money("12.5")!, median: Money("0.41")!, weekdayMedian: Money("0.39")!)
      ], unknown: [CivilDate("2026-10-02")!, CivilDate("2026-10-03")!])
    return report
  }

  private let sentences = [
    "team Finance, 2026-10: at least 612.50 of 500.00 USD, exceeded by 112.50 USD; forecast 930.00 USD, from 20 of 31 days",
    "team Finance, 2026-10: 300.00 of 500.00 USD; forecast 642.14 USD, above the budget, from 14 of 31 days",
    "team Finance, 2026-10: 0.1000 of 500.00 USD; no forecast before the first day is over",
    "team Finance, 2026-10: cost not known, of 500.00 USD",
    "team Finance, 2026-10: no call, of 500.00 USD: did you mean Finances?",
    "2026-10-14 cost 12.50 USD, unusually much: the days before it 0.4100 in the median, the same weekdays 0.3900",
    "no verdict on 2 days from 2026-10-02 to 2026-10-03",
  ]

  @Test(arguments: [ReportFormat.table, .markdown, .html])
  func peopleReadThemAsSentences(_ format: ReportFormat) {
    let text = reviewed().written(as: format)
    for sentence in sentences { #expect(text.contains(sentence), "\(format): \(sentence)\n\(text)") }
    #expect(!smallReport.written(as: format).contains("Budget"))
  }

  @Test func aTableSaysOnEachLineWhatItIsAbout() {
    let lines = reviewed().written(as: .table).split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("Budget: ") }.count == 5)
    #expect(lines.filter { $0.hasPrefix("Day: ") }.count == 3)
  }

  @Test func programsGetExactAmountsAndTheRule() throws {
    let text = reviewed().written(as: .json)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let budgets = try #require(report["budgets"] as? [[String: Any]])
    #expect(budgets.map { $0["state"] as? String } == ["exceeded", "forecastAbove", "within", "unknown", "within"])
    #expect(budgets[0]["cost"] as? String == "612.5" && budgets[0]["isLowerBound"] as? Bool == true)
    #expect(budgets[1]["forecast"] as? String == "642.142857142857142857142857142857")
    #expect(budgets[3]["cost"] is NSNull && budgets[2]["forecast"] is NSNull)
    let days = try #require(report["dayReview"] as? [String: Any])
    #expect((days["unusual"] as? [[String: String]])?.first?["median"] == "0.41")
    #expect(days["unknown"] as? [String] == ["2026-10-02", "2026-10-03"])
    #expect((days["rule"] as? String)?.contains("median absolute deviations") == true)
  }

  @Test func aSpreadsheetGetsTheRowsAlone() {
    #expect(reviewed().written(as: .csv) == smallReport.written(as: .csv))
  }

  private func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  @Test(arguments: ReportFormat.allCases)
  func noNameDisturbsAPage(_ format: ReportFormat) {
    for name in nastyNames {
      let lines = lines(reviewed(name: name).written(as: format))
      #expect(lines.count == self.lines(reviewed().written(as: format)).count)
      #expect(!lines.joined().contains("\u{1B}"))
      if format == .html { #expect(!lines.joined().contains("<b onclick")) }
    }
  }
}
