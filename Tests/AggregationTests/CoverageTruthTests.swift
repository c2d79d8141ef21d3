import ChargebackModel
import Testing

@testable import Aggregation

private func planted(_ report: Report, _ resource: String) -> [CoverageEstate.Planted: Int] {
  let lines = report.lines("resource", "objectId", "callerIp", "serviceOnly").filter {
    $0[0] == resource && $0[3] != "0"
  }
  return Dictionary(
    uniqueKeysWithValues: lines.map { line in
      let known = line.map { $0 == "null" ? nil : $0 }
      return (CoverageEstate.Planted(resource: line[0], objectId: known[1], callerIp: known[2]), Int(line[3])!)
    })
}

@Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
func whereAKeyJoinsExactlyThePlantedCallsAreFound(seed: UInt64) throws {
  let truth = CoverageEstate(seed: seed)
  let report = try truth.estate().report("coverage")
  let found = planted(report, "keyed")
  let expected = truth.planted.filter { $0.resource == "keyed" }
  #expect(!expected.isEmpty)
  // Precision and recall of 1: the same calls, each once.
  #expect(Set(found.keys) == expected, "seed \(seed)")
  #expect(found.values.allSatisfy { $0 == 1 }, "seed \(seed)")
}

/// Of the only row of a place.
private func numbers(_ report: Report, _ place: CoverageEstate.Place) -> (truth: CoverageEstate.Truth, method: String) {
  let lines = report.lines("resource", "deployment", "operation", "joined", "serviceOnly", "gatewayOnly", "method")
    .filter { Array($0.prefix(3)) == [place.resource, place.deployment, place.operation] }
  #expect(lines.count == 1)
  let counts = lines[0][3...5].map { Int($0)! }
  return (.init(joined: counts[0], serviceOnly: counts[1], gatewayOnly: counts[2]), lines[0][6])
}

@Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
func eachPlaceHasItsNumbersWithAndWithoutAKey(seed: UInt64) throws {
  let truth = CoverageEstate(seed: seed)
  let report = try truth.estate().report("coverage", by: [.resource, .deployment, .operation])
  for place in CoverageEstate.places {
    let found = numbers(report, place)
    #expect(found.truth == truth.truth[place], "seed \(seed), \(place)")
    #expect(found.method == (CoverageEstate.hasKey(place) ? "key" : "count"))
  }
  #expect(
    report.notes.contains { $0.hasPrefix("\(truth.attempts) service records of 408, 429 or 5xx") }, "seed \(seed)")
}

@Test(arguments: [1, 2, 3, 4] as [UInt64])
func aClockThatWandersByTwoMinutesCostsFewCalls(seed: UInt64) throws {
  let truth = CoverageEstate(seed: seed, isWandering: true)
  let report = try truth.estate().report("coverage", by: [.resource, .deployment, .operation])
  for place in CoverageEstate.places {
    let (found, expected) = (numbers(report, place).truth, truth.truth[place]!)
    // Of some 600 calls; exact where a key joins.
    let limit = CoverageEstate.hasKey(place) ? 0 : 4
    #expect(abs(found.serviceOnly - expected.serviceOnly) <= limit, "seed \(seed), \(place)")
    #expect(abs(found.gatewayOnly - expected.gatewayOnly) <= limit, "seed \(seed), \(place)")
  }
}

@Test(arguments: [11, 12, 13] as [UInt64])
func noGroupingLosesACall(seed: UInt64) throws {
  let truth = CoverageEstate(seed: seed)
  let estate = try truth.estate()
  let columns = ["joined", "serviceOnly", "gatewayOnly", "unknownCostCalls"]
  let whole = try estate.report("coverage", by: [.resource])
  for dimensions: [Dimension] in [[.hour], [.day, .objectId], [.callerIp, .deployment], [.origin, .model], [.month]] {
    for zone in ["UTC", "Asia/Kathmandu"] {
      let report = try estate.report("coverage", by: dimensions, in: zone)
      #expect(columns.map(report.total) == columns.map(whole.total), "seed \(seed), \(dimensions), \(zone)")
      for column in columns {
        let sum = report.lines(column).reduce(0) { $0 + Int($1[0])! }
        #expect(String(sum) == report.total(column), "seed \(seed), \(dimensions)")
      }
    }
  }
}

@Test func theOrderOfReadingDecidesNothing() throws {
  let truth = CoverageEstate(seed: 21)
  let json = try truth.estate().report("coverage", by: [.hour, .resource, .callerIp]).json
  let other = try Estate()
  let first = try truth.estate()
  (other.prices, other.directory) = (first.prices, first.directory)
  try other.add(truth.fragments.reversed())
  #expect(try other.report("coverage", by: [.hour, .resource, .callerIp]).json == json)
}
