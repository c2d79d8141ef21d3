import ChargebackModel
import TestSupport
import Testing

@testable import Aggregation

/// Calls of one day, as two sources without a common id tell of them.
private struct TwoSources {
  var generator: SeededGenerator
  let estate: Estate
  private var number = 0

  init(seed: UInt64) throws {
    generator = SeededGenerator(seed: seed)
    estate = try Estate()
  }

  mutating func random(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &generator) }

  mutating func fragment(_ source: String, _ time: Instant, _ usage: TokenUsage, app: String?) -> CallFragment {
    number += 1
    var call = Call()
    call.profile.sides = .gateway
    call.profile.sources = [source]
    call.profile.state(.appId, app, .gatewayRequest)
    call.profile.state(.bodyModel, "gpt-4o-2024-08-06", .gatewayResponse)
    call.state(time: time, .gatewayResponse)
    call.state(reported: usage)
    return CallFragment(keys: [CallKey(.messageId, "\(source) \(number)")], call: call)
  }

  /// As many calls spread over a day; the second source tells of a share of them, some seconds later.
  mutating func day(
    _ day: String, calls: Int, share: Int = 100, apps: (String?, String?) = ("app", "app"), usage: TokenUsage? = nil
  ) -> [CallFragment] {
    (0..<calls).flatMap { index in
      let time = moment(day).advanced(byMilliseconds: random(0...86_399_999))
      let usage = usage ?? tokens(random(100...9000), random(1...900))
      let first = fragment("apim-event-hub", time, usage, app: apps.0)
      guard index * 100 < share * calls else { return [first] }
      let later = time.advanced(byMilliseconds: random(0...20_000))
      return [first, fragment("apim-llm-logs", later, usage, app: apps.1)]
    }
  }
}

private func message(_ report: Report) -> String? {
  report.issues.first { $0.code == .possibleDoubleCount }?.message
}

@Test(arguments: [1, 2, 3] as [UInt64])
func callsThatTwoSourcesTellOfWithoutACommonIdAreCountedOnce(seed: UInt64) throws {
  var two = try TwoSources(seed: seed)
  try two.estate.add(two.day("2026-10-05", calls: 60, apps: ("app", nil)))
  let report = try two.estate.report(by: [.appId])
  #expect(report.lines("appId", "calls") == [["app", "60"]], "seed \(seed)")
  #expect(report.completeness.copiesLeftOut == 60 && report.completeness.copiesSuspected == 0, "seed \(seed)")
  #expect(
    message(report)
      == "apim-llm-logs and apim-event-hub tell of the same calls without a common id: of 60 token counts that occur "
      + "once a day in each, 60 lie within five minutes; 60 calls of apim-llm-logs left out (1 day)", "seed \(seed)")
}

@Test func aSourceThatKnowsOnlySomeOfTheCallsLosesOnlyThese() throws {
  var two = try TwoSources(seed: 4)
  try two.estate.add(two.day("2026-10-05", calls: 100, share: 30))
  let report = try two.estate.report()
  #expect(report.total("calls") == "100")
  #expect(report.completeness.copiesLeftOut == 30)
}

@Test func differentCallsOfTwoGatewaysAreAllCounted() throws {
  var two = try TwoSources(seed: 5)
  var fragments: [CallFragment] = []
  for source in ["apim-event-hub", "apim-llm-logs"] {
    for _ in 0..<2000 {
      let time = moment("2026-10-05").advanced(byMilliseconds: two.random(0...86_399_999))
      // Few enough counts that many are equal by chance.
      fragments.append(two.fragment(source, time, tokens(two.random(1...200), two.random(1...20)), app: nil))
    }
  }
  try two.estate.add(fragments)
  let report = try two.estate.report()
  #expect(report.total("calls") == "4000")
  #expect(report.completeness.copiesLeftOut == 0 && report.completeness.copiesSuspected == 0)
}

@Test func callsOfDifferentCallersAreNotOne() throws {
  var two = try TwoSources(seed: 6)
  try two.estate.add(two.day("2026-10-05", calls: 60, apps: ("one", "another")))
  #expect(try two.estate.report().total("calls") == "120")
}

@Test func probesThatAreAllAlikeProveNothing() throws {
  var two = try TwoSources(seed: 7)
  try two.estate.add(two.day("2026-10-05", calls: 60, usage: tokens(8, 1)))
  #expect(try two.estate.report().total("calls") == "120")
}

@Test func recordsOfOneSourceAreNeverCopiesOfEachOther() throws {
  var two = try TwoSources(seed: 8)
  let fragments = two.day("2026-10-05", calls: 60).map { fragment in
    var fragment = fragment
    fragment.call.profile.sources.insert("azure-diagnostics")
    return fragment
  }
  try two.estate.add(fragments)
  #expect(try two.estate.report().total("calls") == "120")
}

@Test func fewEqualCountsAreOnlySuspicious() throws {
  var two = try TwoSources(seed: 9)
  try two.estate.add(two.day("2026-10-05", calls: 6))
  let report = try two.estate.report()
  #expect(report.total("calls") == "12")
  #expect(report.completeness.copiesSuspected == 6 && !report.completeness.complete)
  #expect(message(report)?.contains("6 calls may be counted twice") == true)
}

@Test(arguments: ["UTC", "Asia/Kathmandu", "America/New_York"])
func withoutCopiesDaysAddUpToTheMonth(zone: String) throws {
  var two = try TwoSources(seed: 10)
  for day in 1...6 { try two.estate.add(two.day("2026-10-0\(day)", calls: 30, share: day * 20)) }
  let month = try two.estate.report(in: zone)
  #expect(try two.estate.report(by: [.day], in: zone).sumOfRows == month.total)
  var sum = RandomEstate.Total()
  var copies: Int64 = 0
  for day in 1...31 {
    let date = CivilDate(year: 2026, month: 10, day: day).description
    let report = try two.estate.report(from: date, through: date, in: zone)
    sum += report.total
    copies += report.completeness.copiesLeftOut
  }
  #expect(sum == month.total && copies == month.completeness.copiesLeftOut && copies > 60)
}

@Test(arguments: [11, 12] as [UInt64])
func whichCopyIsLeftOutDoesNotDependOnTheOrderOfRecords(seed: UInt64) throws {
  var two = try TwoSources(seed: seed)
  // Equal counts, many at one moment, with callers that some records know.
  var fragments: [CallFragment] = []
  for _ in 0..<80 {
    let apps = ["one", "two", nil] as [String?]
    let usage = tokens(two.random(1...40), two.random(1...3))
    let time = moment("2026-10-05").advanced(byMilliseconds: two.random(0...2000) * 60_000)
    for source in ["apim-event-hub", "apim-llm-logs", "openai-logger"] {
      fragments.append(two.fragment(source, time, usage, app: apps.randomElement(using: &two.generator)!))
    }
  }
  let books = try (0..<3).map { _ in
    let estate = try Estate()
    try estate.add(fragments.shuffled(using: &two.generator))
    return try estate.report(by: [.appId, .hour]).json
  }
  #expect(Set(books).count == 1, "seed \(seed)")
}

@Test func aFilterChangesNoVerdict() throws {
  var two = try TwoSources(seed: 13)
  try two.estate.add(two.day("2026-10-05", calls: 40, apps: ("app", nil)))
  try two.estate.add(two.day("2026-10-05", calls: 40, apps: ("other", "other")))
  let report = try two.estate.report { $0.filters = [Filter(.appId, "other")] }
  #expect(report.total("calls") == "40" && report.completeness.copiesLeftOut == 40)
}
