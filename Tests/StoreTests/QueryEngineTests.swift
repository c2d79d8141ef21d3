import ChargebackModel
import Foundation
import Testing

@testable import Store

/// Days with an amount, and a memory of the spans that were asked for.
private final class Days: QueryTable {
  let name = "days"
  let summary = "some days"
  let columns = [
    QueryColumn("day", .text, "the day", isOfTime: true), QueryColumn("amount", .text, "an amount"),
  ]
  private(set) var spans: [Range<Int64>] = []

  func rows(_ span: Range<Int64>) -> any QueryRows {
    spans.append(span)
    let days = (1...9).map { "2026-10-0\($0)" }
    return ReadyRows(
      days.filter { span.contains(CivilDate($0)!.startUTC.milliseconds) }
        .map { [.text($0), $0 == "2026-10-05" ? .null : .text("0.1")] })
  }

  func span(of text: String, in column: QueryColumn) -> Range<Int64>? {
    CivilDate(text).map { $0.startUTC.milliseconds..<$0.next.startUTC.milliseconds }
  }
}

private func answer(_ sql: String, _ table: Days = Days()) throws -> [[TableValue]] {
  var rows: [[TableValue]] = []
  try QueryEngine([table]).run(sql, columns: { _ in }, row: { rows.append($0) })
  return rows
}

@Suite struct QueryEngineTests {
  @Test func aQueryGroupsJoinsAndOrders() throws {
    #expect(try answer("SELECT count(*), count(amount), min(day) FROM days") == [[9, 8, "2026-10-01"]])
    #expect(
      try answer("SELECT a.day FROM days a JOIN days b ON a.day < b.day WHERE b.day = '2026-10-02'") == [["2026-10-01"]]
    )
    #expect(
      try answer("WITH d AS (SELECT * FROM days) SELECT day FROM d ORDER BY day DESC LIMIT 1") == [["2026-10-09"]])
    #expect(try answer("SELECT value FROM json_each('[7]')") == [[7]])
    #expect(try answer("SELECT 1; -- and no more\n") == [[1]])
    #expect(try answer("SELECT '', NULL, x'0aff', 0.5") == [["", .null, "0aff", .real(0.5)]])
  }

  @Test func decimalsAddUpToTheLastDigit() throws {
    #expect(try answer("SELECT exactSum(amount) FROM days") == [["0.8"]])
    #expect(try answer("SELECT exactSum(amount) FROM days WHERE amount IS NULL") == [[.null]])
    #expect(try answer("SELECT exactSum(amount) FROM days WHERE 0") == [[.null]])
    #expect(throws: QueryFailure.self) { try answer("SELECT exactSum(0.1)") }
    #expect(throws: QueryFailure.self) { try answer("SELECT exactSum(day) FROM days") }
  }

  @Test(
    arguments: [
      ("day = '2026-10-03'", 1, "2026-10-03", "2026-10-04"), ("day >= '2026-10-08'", 2, "2026-10-08", nil),
      ("day > '2026-10-08'", 1, "2026-10-08", nil), ("day < '2026-10-03'", 2, nil, "2026-10-04"),
      ("day BETWEEN '2026-10-02' AND '2026-10-04'", 3, "2026-10-02", "2026-10-05"),
      ("day >= '2026-10'", 9, nil, nil), ("day LIKE '2026-10-03'", 1, nil, nil), ("day = '2026-10-03x'", 0, nil, nil),
      ("day > '2026-10-05' AND day < '2026-10-02'", 0, nil, nil),
    ] as [(String, Int, String?, String?)])
  func conditionsOnTimeNarrowWhatIsRead(_ condition: String, count: Int, from: String?, to: String?) throws {
    let days = Days()
    #expect(try answer("SELECT day FROM days WHERE \(condition)", days).count == count)
    let span = try #require(days.spans.last)
    if let from { #expect(span.lowerBound == CivilDate(from)!.startUTC.milliseconds) }
    if let to { #expect(span.upperBound == CivilDate(to)!.startUTC.milliseconds) }
  }

  @Test(arguments: [
    "DELETE FROM days", "UPDATE days SET day = ''", "INSERT INTO days VALUES ('', '')", "CREATE TABLE x (a)",
    "CREATE TEMP TABLE x (a)", "CREATE TEMP VIEW x AS SELECT 1", "CREATE VIRTUAL TABLE x USING days", "DROP TABLE days",
    "ATTACH ':memory:' AS x", "DETACH main", "PRAGMA table_list", "PRAGMA writable_schema = 1", "VACUUM",
    "VACUUM INTO 'copy.sqlite'", "SELECT * FROM sqlite_master", "SELECT * FROM sqlite_temp_master",
    "SELECT * FROM pragma_database_list", "SELECT load_extension('x')", "SELECT readfile('x')",
    "SELECT writefile('x', 'y')", "BEGIN", "SAVEPOINT x", "ANALYZE", "SELECT 1; SELECT 2",
    "SELECT 1; DELETE FROM days", "SELECT zeroblob(1000000000)", "", " -- nothing", "SELEC 1", "SELECT day FROM days.x",
  ])
  func whatDoesMoreThanReadIsRefused(_ sql: String) throws {
    #expect(throws: QueryFailure.self) { try answer(sql) }
  }

  @Test func aQueryThatWouldNeverEndIsInterrupted() throws {
    let engine = try QueryEngine([])
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + 0.2)
    timer.setEventHandler { engine.interrupt() }
    timer.activate()
    defer { timer.cancel() }
    let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    var isInterrupted = false
    do { try engine.run(endless, columns: { _ in }, row: { _ in }) } catch QueryFailure.interrupted {
      isInterrupted = true
    }
    #expect(isInterrupted)
  }

  @Test func whatATableThrowsIsThrown() throws {
    final class Broken: QueryTable {
      let name = "broken"
      let summary = ""
      let columns = [QueryColumn("a", .text, "")]
      func rows(_ span: Range<Int64>) throws -> any QueryRows { throw StoreFailure("the disk is full") }
    }
    #expect(throws: StoreFailure.self) {
      try QueryEngine([Broken()]).run("SELECT * FROM broken", columns: { _ in }, row: { _ in })
    }
  }
}

extension TableValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(stringLiteral value: String) { self = .text(value) }
}
