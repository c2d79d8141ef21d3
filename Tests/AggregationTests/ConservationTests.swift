import ChargebackModel
import Testing

@testable import Aggregation

// What is counted and charged is the same however it is cut; and it is the truth that the random estate knows.

private let seeds: [UInt64] = [1, 2, 3]
private let zones = [
  "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
]

private func calls(_ random: RandomEstate, in zone: String) -> [RandomEstate.TrueCall] {
  let calendar = ZoneCalendar(zone)!
  let (start, end) = (calendar.start(of: CivilDate("2026-10-01")!), calendar.start(of: CivilDate("2026-11-01")!))
  return random.calls.filter { start <= $0.time && $0.time < end }
}

@Test(arguments: seeds)
func theTotalOfAnyGroupingIsTheTruth(seed: UInt64) throws {
  var random = RandomEstate(seed: seed)
  let estate = try random.estate()
  let truth = RandomEstate.total(calls(random, in: "UTC"), try estate.book())
  #expect(truth.calls > 200 && truth.cost > .zero && truth.unpricedCalls > 0 && truth.unmeteredCalls > 0)
  var groupings = Dimension.allCases.filter { $0 != .hour }.map { [$0] }
  for _ in 0..<6 { groupings.append(Array(random.shuffle(Dimension.allCases).prefix(3))) }
  for grouping in groupings {
    let report = try estate.report(by: grouping)
    #expect(report.total == truth, "seed \(seed), by \(grouping)")
    #expect(report.sumOfRows == truth, "seed \(seed), by \(grouping)")
  }
}

@Test(arguments: zip(UInt64(1)...7, zones))
func daysAddUpToTheMonthInAnyZone(seed: UInt64, zone: String) throws {
  let random = RandomEstate(seed: seed, calls: 200)
  let estate = try random.estate()
  let truth = RandomEstate.total(calls(random, in: zone), try estate.book())
  #expect(try estate.report(in: zone).total == truth, "seed \(seed), \(zone)")
  #expect(try estate.report(by: [.day], in: zone).sumOfRows == truth, "seed \(seed), \(zone)")
  // Reports of single days, as a cron job writes them.
  var sum = RandomEstate.Total()
  for day in 1...31 {
    let date = CivilDate(year: 2026, month: 10, day: day).description
    sum += try estate.report(from: date, through: date, in: zone).total
  }
  #expect(sum == truth, "seed \(seed), \(zone)")
}

@Test(arguments: zones)
func hoursAddUpToTheDayThatClocksChange(zone: String) throws {
  let random = RandomEstate(seed: 7, calls: 200)
  let estate = try random.estate()
  for day in ["2026-10-04", "2026-10-25", "2026-11-01"] {
    let whole = try estate.report(from: day, through: day, in: zone)
    let hours = try estate.report(by: [.hour], from: day, through: day, in: zone)
    #expect(hours.sumOfRows == whole.total, "seed 7, \(day) in \(zone)")
    #expect(Set(hours.lines("hour")).count == hours.rows.count, "seed 7, \(day) in \(zone)")
  }
}

@Test(arguments: seeds)
func rowsOfAGroupingAreWhatAFilterChooses(seed: UInt64) throws {
  let random = RandomEstate(seed: seed, calls: 150)
  let estate = try random.estate()
  for dimension in [Dimension.appId, .team, .model, .usageSource, .month] {
    let report = try estate.report(by: [dimension], from: "2026-09-29", through: "2026-11-03")
    for row in report.rows {
      var value = "unknown"
      if case .text(let text) = row.cells[0] { value = text }
      let chosen = try estate.report(by: [.day], from: "2026-09-29", through: "2026-11-03") {
        $0.filters = [Filter(dimension, value)]
      }
      #expect(chosen.total == report.figures(row.cells), "seed \(seed), \(dimension.rawValue)=\(value)")
    }
  }
}

@Test(arguments: seeds)
func callsBelongToTheTeamOfTheirDay(seed: UInt64) throws {
  let random = RandomEstate(seed: seed)
  let estate = try random.estate()
  let directory = Directory(random.directory)
  let report = try estate.report(by: [.team])
  for row in report.rows {
    let members = calls(random, in: "UTC").filter { call in
      let team = call.facts[.appId].flatMap { directory.entry(.appId, $0, at: call.time)?.team }
      return Report.text(row.cells[0]) == team ?? "null"
    }
    #expect(report.figures(row.cells) == RandomEstate.total(members, try estate.book()), "seed \(seed)")
  }
}

@Test(arguments: seeds)
func aStatementsSumsAddUp(seed: UInt64) throws {
  let random = RandomEstate(seed: seed)
  let report = try random.estate().report("statement")
  let cost = report.index("cost")
  func money(_ row: Report.Row) -> Money { if case .money(let money) = row.cells[cost] { money } else { .zero } }
  func sum(_ rows: [Report.Row]) -> Money { rows.reduce(.zero) { $0 + money($1) } }
  let details = report.rows.filter { $0.subtotalOf == nil }
  for row in report.rows {
    guard let depth = row.subtotalOf else { continue }
    let members = details.filter { $0.cells.prefix(depth) == row.cells.prefix(depth) }
    #expect(!members.isEmpty && money(row) == sum(members), "seed \(seed)")
  }
  let total = RandomEstate.total(calls(random, in: "UTC"), try random.estate().book()).cost
  #expect(sum(details) == total && sum(report.rows.filter { $0.subtotalOf == 1 }) == total, "seed \(seed)")
  #expect(sum(report.rows.filter { $0.subtotalOf == 2 }) == total, "seed \(seed)")
}

@Test(arguments: seeds)
func estimatesAreShownApart(seed: UInt64) throws {
  let random = RandomEstate(seed: seed)
  let estate = try random.estate()
  let report = try estate.report(by: [.usageSource])
  for row in report.rows {
    let source = Report.text(row.cells[0])
    let members = calls(random, in: "UTC").filter { call in
      let (usage, isEstimate) = call.counted
      return source == (usage == nil ? "unknown" : isEstimate ? "estimated" : "reported")
    }
    #expect(report.figures(row.cells) == RandomEstate.total(members, try estate.book()), "seed \(seed), \(source)")
    if source == "estimated" { #expect(report.completeness.estimated == Int64(members.count), "seed \(seed)") }
  }
  #expect(report.rows.count == 3, "seed \(seed)")
}

@Test(arguments: seeds)
func completenessAddsUp(seed: UInt64) throws {
  let known = try RandomEstate(seed: seed).estate().report().completeness
  #expect(known.calls == known.priced + known.unpriced + known.unmetered, "seed \(seed)")
  #expect(known.estimated > 0 && known.estimated < known.calls, "seed \(seed)")
}

@Test(arguments: seeds)
func theOrderOfRecordsAndTheirRepetitionChangeNoByte(seed: UInt64) throws {
  var random = RandomEstate(seed: seed, calls: 150)
  let inOrder = try random.estate()
  let shuffled = try random.estate(random.shuffle(random.fragments + random.fragments))
  for (kind, dimensions) in [("usage", nil), ("usage", [.day, .team]), ("statement", nil)] as [(String, [Dimension]?)] {
    let report = try inOrder.report(kind, by: dimensions)
    #expect(try report.json == shuffled.report(kind, by: dimensions).json, "seed \(seed)")
    #expect(try report.json == inOrder.report(kind, by: dimensions).json, "seed \(seed)")
  }
}
