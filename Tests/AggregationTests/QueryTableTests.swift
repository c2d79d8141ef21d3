import ChargebackModel
import Store
import Testing

@testable import Aggregation

/// The rows that a query gives, each value as text and null for null.
private func ask(_ estate: Estate, _ sql: String, in zone: String = "UTC") throws -> [[String]] {
  let engine = try QueryEngine(QueryTables.all(estate.store, estate.books(), ZoneCalendar(zone)!))
  var rows: [[String]] = []
  try engine.run(sql, columns: { _ in }, row: { rows.append($0.map(text)) })
  return rows
}

private func text(_ value: TableValue) -> String {
  switch value {
  case .null: "null"
  case .integer(let number): String(number)
  case .real(let number): "\(number)"
  case .text(let text): text
  }
}

private let figures =
  "sum(calls), sum(inputTokens), sum(outputTokens), exactSum(exactCost), sum(unpricedCalls), sum(unmeteredCalls)"

/// The report's rows in the same form. What nobody knows at all is null in an answer and 0 in a report.
private func lines(_ report: Report) -> Set<[String]> {
  Set(
    report.rows.map { row in
      let cells = row.cells.map(Report.text)
      let names = ["calls", "inputTokens", "outputTokens", "cost", "unpricedCalls", "unmeteredCalls"]
      return report.groupBy.indices.map { cells[$0] } + names.map { cells[report.index($0)] }
    })
}

private func withZeros(_ rows: [[String]], _ dimensions: Int) -> Set<[String]> {
  Set(
    rows.map { row in
      row.enumerated().map { place, cell in (1...2).contains(place - dimensions) && cell == "null" ? "0" : cell }
    })
}

@Test(arguments: zip([1, 2, 3, 4] as [UInt64], ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/New_York"]))
func aQuerySaysWhatTheReportSays(seed: UInt64, zone: String) throws {
  var random = RandomEstate(seed: seed)
  let estate = try random.estate()
  let free = Dimension.allCases.filter { $0 != .hour && $0 != .hourOfDay }
  for _ in 0..<6 {
    let dimensions = Array(random.shuffle(free).prefix(2))
    let report = lines(try estate.report(by: dimensions, in: zone))
    let names = dimensions.map(\.rawValue).joined(separator: ", ")
    for table in ["calls", "usageByDay"] {
      let rows = try ask(
        estate, "SELECT \(names), \(figures) FROM \(table) WHERE month = '2026-10' GROUP BY \(names)", in: zone)
      #expect(withZeros(rows, 2) == report, "seed \(seed), \(table) by \(names)")
    }
  }
}

@Test(arguments: [5, 6] as [UInt64]) func conditionsOnTimeChooseTheSameCallsAsAScan(seed: UInt64) throws {
  let estate = try RandomEstate(seed: seed, calls: 200).estate()
  for (narrowed, scanned) in [
    ("day = '2026-10-25'", "day || '' = '2026-10-25'"),
    ("day > '2026-10-30' AND day <= '2026-11-02'", "day || '' > '2026-10-30' AND day || '' <= '2026-11-02'"),
    ("month < '2026-10'", "month || '' < '2026-10'"),
    ("time >= '2026-10-25T12' AND time < '2026-10-26'", "time || '' >= '2026-10-25T12' AND time || '' < '2026-10-26'"),
  ] {
    let fast = try ask(estate, "SELECT time, model, exactCost FROM calls WHERE \(narrowed)", in: "Europe/Berlin")
    let slow = try ask(estate, "SELECT time, model, exactCost FROM calls WHERE \(scanned)", in: "Europe/Berlin")
    #expect(fast == slow, "seed \(seed), \(narrowed)")
    #expect(!slow.isEmpty, "seed \(seed), \(narrowed)")
  }
}

@Test func whatNobodyKnowsIsNullAndNotZero() throws {
  let estate = try Estate()
  estate.prices = ["gpt-4o,input,1M,2.50,,,", "gpt-4o,output,1M,10,,,"]
  try estate.add("2026-10-01 08:00:00.5", [.bodyModel: "gpt-4o"], tokens(1_000, 100))
  try estate.add("2026-10-01 09:00", [.bodyModel: "gpt-4o"], tokens(1_000, nil))
  try estate.add("2026-10-01 10:00", [.bodyModel: "nobody-knows"], tokens(1, 1))
  try estate.add("2026-10-01 11:00", [.bodyModel: "gpt-4o", .statusCode: "429"])
  let rows = try ask(
    estate, "SELECT time, usageSource, inputTokens, exactCost, unpricedCalls, unmeteredCalls, team FROM calls")
  #expect(
    rows == [
      ["2026-10-01T08:00:00.500Z", "reported", "1000", "0.0035", "0", "0", "null"],
      ["2026-10-01T09:00:00.000Z", "unknown", "null", "null", "0", "1", "null"],
      ["2026-10-01T10:00:00.000Z", "reported", "1", "null", "1", "0", "null"],
      ["2026-10-01T11:00:00.000Z", "unknown", "null", "0", "0", "0", "null"],
    ])
}

@Test func recordsThatReportsLeaveOutStandApartWithTheReason() throws {
  let estate = try Estate()
  try estate.add("2026-10-01 08:00", [.resource: "hub", .bodyModel: "gpt-4o"], tokens(1, 1))
  try estate.add("2026-10-01 08:00:01", [.resource: "hub"], sides: .service)
  #expect(try ask(estate, "SELECT origin, count(*) FROM calls GROUP BY 1") == [["gateway", "1"]])
  #expect(try ask(estate, "SELECT origin, reason FROM leftOutCalls") == [["service", "twin"]])
}

@Test func registersAreTables() throws {
  let estate = try Estate()
  estate.prices = ["gpt-4o,input,1M,2.50,2026-01-01,,500"]
  estate.directory = [DirectoryEntry(kind: .appId, id: "alpha", team: "Logistics")]
  try estate.store.replaceDirectory(estate.directory)
  try estate.store.replaceDeployments([DeploymentEntry(deployment: "chat", model: "gpt-4o", units: 3)])
  #expect(
    try ask(
      estate, "SELECT kind, model, region, inputTokensAbove, meter, unit, price, exactPrice, effectiveFrom FROM prices")
      == [["list", "gpt-4o", "null", "500", "input", "1M", "2.5", "2.5", "2026-01-01"]])
  #expect(try ask(estate, "SELECT id, team, name FROM directory") == [["alpha", "Logistics", "null"]])
  #expect(try ask(estate, "SELECT deployment, model, units FROM deployments") == [["chat", "gpt-4o", "3"]])
}

@Test func anEmptyDatabaseHasNoRows() throws {
  let estate = try Estate()
  for table in QueryTables.all(estate.store, try estate.books(), ZoneCalendar("UTC")!) {
    #expect(try ask(estate, "SELECT count(*) FROM \(table.name)") == [["0"]], "\(table.name)")
  }
}
