import ChargebackModel
import Store
import TestSupport
import Testing

@testable import Aggregation

/// Adds calls with durations of the service, and of the gateway half a second longer.
private func add(_ estate: Estate, _ calls: [(time: Instant, durationMs: Int64?, facts: [Fact: String])]) throws {
  try estate.add(
    calls.enumerated().map { number, each in
      var call = Call()
      call.profile.sides = [.gateway, .service]
      call.profile.sources = ["azure-diagnostics"]
      for (fact, value) in each.facts { call.profile.state(fact, value, .service) }
      call.state(time: each.time, .service)
      call.state(serviceDurationMs: each.durationMs, .service)
      call.state(gatewayDurationMs: each.durationMs.map { $0 + 500 }, .gatewayResponse)
      return CallFragment(keys: [CallKey(.apimRequestId, "call \(number)")], call: call)
    })
}

/// The definition itself: sort all, take the value of rank ⌈p·n/100⌉.
private func nearestRank(_ percent: Int, _ values: [Int64]) -> Int64 {
  values.sorted()[(percent * values.count + 99) / 100 - 1]
}

@Suite struct LatencyReportTests {
  @Test(arguments: [11, 12] as [UInt64])
  func percentilesOfAHundredThousandDurationsAreThoseOfTheDefinition(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let regions = ["swedencentral", "westeurope", "polandcentral"]
    // Many equal ones and a long tail.
    let calls = (0..<100_000).map { number in
      let spread = Double.random(in: 0...1, using: &generator)
      return (
        time: moment("2026-10-01").advanced(byMilliseconds: Int64(number) * 26_000),
        durationMs: Int64(20 + 40_000 * spread * spread * spread),
        facts: [Fact.region: regions.randomElement(using: &generator)!]
      )
    }
    let estate = try Estate()
    try add(estate, calls.map { ($0.time, $0.durationMs, $0.facts) })
    let report = try estate.report("latency", by: [.region])
    func expected(_ calls: [Int64]) -> [String] {
      ["\(calls.count)"] + [50, 90, 99].map { "\(nearestRank($0, calls))" } + ["\(calls.max()!)", "0"]
    }
    let columns = ["calls", "p50Ms", "p90Ms", "p99Ms", "maxMs", "unknownDuration"]
    for row in report.rows {
      let region = Report.text(row.cells[0])
      let own = calls.filter { $0.facts[.region] == region }.map(\.durationMs)
      #expect(columns.map { Report.text(row.cells[report.index($0)]) } == expected(own), "seed \(seed), \(region)")
    }
    #expect(columns.map(report.total) == expected(calls.map(\.durationMs)), "seed \(seed)")
  }

  @Test func percentilesAreOfNearestRank() {
    let counts = DurationCounts([15, 20, 35, 40, 50])
    #expect([5, 30, 40, 50, 100].map { counts.percentile($0) } == [15, 20, 20, 35, 50])
    var both = DurationCounts([15, 15])
    both.add(counts)
    #expect(both.count == 7 && both.percentile(50) == 20 && both.largest == 50)
    #expect(DurationCounts().percentile(50) == nil)
  }

  @Test func aNegativeOrMissingDurationIsCountedAndNotAveraged() throws {
    let estate = try Estate()
    try add(
      estate,
      [
        (moment("2026-10-01 10:00"), 100, [:]), (moment("2026-10-01 10:01"), -1021, [:]),
        (moment("2026-10-01 10:02"), nil, [:]), (moment("2026-10-02 10:02"), nil, [:]),
      ])
    let report = try estate.report("latency", by: [.day])
    #expect(
      report.lines("day", "calls", "p50Ms", "maxMs", "unknownDuration") == [
        ["2026-10-01", "3", "100", "100", "2"], ["2026-10-02", "1", "null", "null", "1"],
      ])
    #expect(report.total("unknownDuration") == "3")
  }

  @Test func eachSideHasDurationsOfItsOwn() throws {
    let estate = try Estate()
    try add(estate, [(moment("2026-10-01 10:00"), 100, [:])])
    #expect(try estate.report("latency", by: [.day]).total("p50Ms") == "100")
    #expect(try estate.report("latency", by: [.day]) { $0.side = .gateway }.total("p50Ms") == "600")
  }

  @Test func theHourOfTheDayIsWhatTheClocksShowAlsoWhereTheyChange() throws {
    let estate = try Estate()
    // In Berlin summer time ends on 25 October at 01:00 UTC: the clocks show two o'clock twice.
    let times = ["2026-10-24 00:30", "2026-10-25 00:30", "2026-10-25 01:30", "2026-10-25 02:30", "2026-10-26 01:30"]
    try add(estate, times.map { (moment($0), 10, [:]) })
    let berlin = try estate.report("latency", by: [.hourOfDay], in: "Europe/Berlin")
    #expect(berlin.lines("hourOfDay", "calls") == [["02", "4"], ["03", "1"]])
    let days = try estate.report("usage", by: [.day, .hourOfDay], in: "Europe/Berlin")
    #expect(
      days.lines("day", "hourOfDay", "calls") == [
        ["2026-10-24", "02", "1"], ["2026-10-25", "02", "2"], ["2026-10-25", "03", "1"], ["2026-10-26", "02", "1"],
      ])
  }

  @Test func theHourOfTheDayBeginsWhereItDoesAtFiveFortyFive() throws {
    let estate = try Estate()
    try add(estate, ["06:14:59.999", "06:15", "07:14:59.999"].map { (moment("2026-10-05 \($0)"), 10, [:]) })
    let report = try estate.report("usage", by: [.hourOfDay], in: "Asia/Kathmandu")
    #expect(report.lines("hourOfDay", "calls") == [["11", "1"], ["12", "2"]])
    let only = try estate.report("latency", by: [.day], in: "Asia/Kathmandu") {
      $0.filters = [Filter(.hourOfDay, "12")]
    }
    #expect(only.total("calls") == "2")
  }
}

/// What all kinds have in common that look at every call by itself.
@Suite struct CallByCallTests {
  @Test(arguments: [1, 2, 3] as [UInt64]) func everyGroupingCountsTheCallsThatUsageCounts(seed: UInt64) throws {
    var random = RandomEstate(seed: seed)
    let estate = try random.estate()
    let dimensions = Dimension.allCases.filter { $0 != .usageSource }
    let groupings = dimensions.map { [$0] } + (0..<4).map { _ in Array(random.shuffle(dimensions).prefix(3)) }
    let zone = random.pick(["UTC", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe"])
    for by in groupings {
      let usage = try estate.report("usage", by: by, in: zone)
      let names = by.map(\.rawValue)
      let known = Dictionary(uniqueKeysWithValues: usage.rows.map { (Array($0.cells.prefix(names.count)), $0) })
      for kind in ["latency", "limits", "streaming", "backends"] {
        let report = try estate.report(kind, by: by, in: zone)
        #expect(report.total("calls") == usage.total("calls"), "seed \(seed), \(kind) by \(names), \(zone)")
        for row in report.rows {
          let expected = known[Array(row.cells.prefix(names.count))].map { Report.text($0.cells[usage.index("calls")]) }
          #expect(Report.text(row.cells[report.index("calls")]) == expected ?? "0", "seed \(seed), \(kind) by \(names)")
        }
        #expect(report.completeness == usage.completeness, "seed \(seed), \(kind) by \(names)")
      }
    }
  }

  @Test(arguments: [4, 5] as [UInt64]) func filtersChooseTheCallsThatUsageChooses(seed: UInt64) throws {
    var random = RandomEstate(seed: seed)
    let estate = try random.estate()
    for dimension in Dimension.allCases where dimension != .usageSource && dimension != .hour {
      let rows = try estate.report("usage", by: [dimension], in: "Europe/Berlin").rows
      let value = random.pick(rows).cells[0]
      let filter = Filter(dimension, value == .none ? "unknown" : Report.text(value))
      let calls = try ["usage", "latency", "limits", "streaming", "backends"].map { kind in
        try estate.report(kind, by: [.app], in: "Europe/Berlin") { $0.filters = [filter] }.total("calls")
      }
      #expect(Set(calls).count == 1 && calls[0] != "0", "seed \(seed), \(filter): \(calls)")
    }
  }
}
