import ChargebackModel
import Store
import Testing

@testable import Aggregation

private func diagnosis(_ estate: Estate, from first: String = "2026-10-01", through last: String = "2026-10-31") throws
  -> Diagnosis
{
  let calendar = ZoneCalendar("UTC")!
  return try Diagnosis(
    estate.store.health(), estate.store, estate.books(),
    calendar.period(from: CivilDate(first)!, through: CivilDate(last)!), calendar, isBundled: false)
}

@Suite struct DiagnosisTests {
  @Test func weekendsAreGapsOnlyOfWhoWorksThen() {
    // 2026-10-02 is a Friday.
    func days(_ numbers: Int...) -> [SourceDays.Day] {
      numbers.map { SourceDays.Day(date: CivilDate(year: 2026, month: 10, day: $0), calls: 1) }
    }
    func gaps(_ days: [SourceDays.Day]) -> [String] { SourceDays("hub", days).gaps.map(\.description) }
    #expect(gaps(days(1, 2, 5, 6)) == [])
    #expect(gaps(days(1, 2, 6)) == ["2026-10-05"])
    #expect(gaps(days(1, 6)) == ["2026-10-02 to 2026-10-05"])
    #expect(gaps(days(1, 2, 5, 10, 12)) == ["2026-10-03 to 2026-10-04", "2026-10-06 to 2026-10-09", "2026-10-11"])
    #expect(gaps(days(7)) == [] && gaps([]) == [])
    #expect(SourceDays("hub", days(1, 6)).gaps[0].days == 4)
  }

  @Test func eachCallHasOneCallerAndSharesAddUp() throws {
    let estate = try Estate()
    estate.prices = ["gpt-4o,input,1M,2.50,,,", "gpt-4o,output,1M,10,,,"]
    let callers: [[Fact: String]] = [
      [.objectId: "o", .appId: "a"], [.appId: "a"], [.subscriptionId: "s"], [.productId: "p"], [.apiKey: "k"],
      [.callerIp: "1.2.3.4"], [:], [.objectId: "o", .apiKey: "k"],
    ]
    for caller in callers {
      try estate.add("2026-10-01", caller.merging([.bodyModel: "gpt-4o"]) { $1 }, tokens(1_000_000, 0))
    }
    let found = try diagnosis(estate)
    #expect(found.callers.map(\.name) == ["objectId", "appId", "subscription", "keyOnly", "addressOnly", "nobody"])
    #expect(found.callers.map(\.calls) == [2, 1, 2, 1, 1, 1])
    #expect(found.callers.map { $0.cost?.exactText } == ["5", "2.5", "5", "2.5", "2.5", "2.5"])
    #expect(found.callers.map { $0.costShare?.description } == ["25.00", "12.50", "25.00", "12.50", "12.50", "12.50"])
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func callersAddUpToTheReport(_ seed: UInt64) throws {
    let estate = try RandomEstate(seed: seed).estate()
    let (found, report) = (try diagnosis(estate), try estate.report(by: [.model]))
    #expect(found.callers.reduce(0) { $0 + $1.calls } == report.completeness.calls, "seed \(seed)")
    #expect(
      found.callers.reduce(0) { $0 + ($1.tokens ?? 0) }.description == report.total("totalTokens"), "seed \(seed)")
    let cost = found.callers.compactMap(\.cost).reduce(Money.zero, +)
    #expect(cost.exactText == report.total("cost"), "seed \(seed)")
    let missing = Dictionary(uniqueKeysWithValues: found.missing.map { ($0.name, $0.calls) })
    #expect(missing["withoutPrice"] == report.completeness.unpriced, "seed \(seed)")
    #expect(missing["withoutUsage"] == report.completeness.unmetered, "seed \(seed)")
    #expect(missing["assumedDeploymentType"] == report.completeness.assumedDeploymentType, "seed \(seed)")
    let withoutTeam = try estate.report(by: [.team]) { $0.filters = [Filter(.team, "unknown")] }
    #expect(missing["withoutTeam"] == withoutTeam.completeness.calls, "seed \(seed)")
  }

  @Test func whereNothingIsMissingThereIsNothingToDo() throws {
    let estate = try Estate()
    estate.prices = ["gpt-4o,input,1M,2.50,2026-09-01,,", "gpt-4o,output,1M,10,2026-09-01,,"]
    estate.directory = [DirectoryEntry(kind: .appId, id: "a", team: "Logistics")]
    estate.deployments = [DeploymentEntry(deployment: "chat", model: "gpt-4o", deploymentType: .global)]
    let facts: [Fact: String] = [.appId: "a", .bodyModel: "gpt-4o", .deployment: "chat"]
    try estate.add("2026-10-01", facts, tokens(1, 1))
    let found = try diagnosis(estate)
    #expect(found.steps == [])
    #expect(found.priceAgeInDays == 30)
    #expect(found.missing.allSatisfy { $0.calls == 0 })
  }

  @Test func whatIsMissingComesWithACommandTheWorstFirst() throws {
    let estate = try Estate()
    estate.prices = ["gpt-4o,input,1M,2.50,2025-01-01,,", "gpt-4o,output,1M,10,2025-01-01,,"]
    try estate.add("2026-10-01", [.resource: "a b'; rm -rf /", .bodyModel: "gpt-4o"], tokens(1, 1))
    try estate.add("2026-10-07", [.bodyModel: "new"], tokens(1, 1))
    try estate.add("2026-10-07", [.bodyModel: "gpt-4o"])
    let steps = try diagnosis(estate).steps
    #expect(
      steps.map(\.code) == ["unpriced", "oldPrices", "unmetered", "withoutTeam", "assumedDeploymentType", "gaps"])
    // A name out of a log stays one word of the command.
    #expect(steps[4].command.contains(" -n 'a b'\\''; rm -rf /' -o json"))
  }

  @Test func anEmptyDatabaseAsksForLogs() throws {
    let estate = try Estate()
    let calendar = ZoneCalendar("UTC")!
    let found = try Diagnosis(
      estate.store.health(), estate.store, estate.books(), nil, calendar, isBundled: true)
    #expect(found.steps.map(\.command) == ["chargeback ingest PATH"])
    #expect(found.health.content?.calls == 0)
  }
}
