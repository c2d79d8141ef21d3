import Foundation
import Testing

/// What `chargeback report` says to requests that it cannot or can only half fulfil.
@Suite struct ReportCommandTests {
  private func report(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["report"] + arguments + ["--database", Samples.database])
  }

  @Test(arguments: [
    (["--by", "appid"], "no dimension is called \"appid\": did you mean appId? The dimensions are objectId, appId, "),
    (["--by", ""], "--by names no dimension"),
    (["--by", "app,app"], "--by names a dimension twice"),
    (["monthly"], "no report is called \"monthly\": the kinds are usage, statement"),
    (["--format", "xls"], "no format is called \"xls\": the formats are table, csv, markdown, json, html"),
    (["--sort", "price"], "no column is called \"price\": the columns are app, model, calls, inputTokens, "),
    (["--all", "--sort", "cots"], "no column is called \"cots\": did you mean cost? The columns are appId, model, "),
    (["--sort", "team", "--by", "app"], "no column is called \"team\": the columns are app, calls, "),
    (
      ["--time-zone", "Middle/Earth"], "no time zone is called \"Middle/Earth\": use an IANA name such as Europe/Berlin"
    ),
    (["--month", "2026-10", "--all"], "--month, --since/--until, --today and --all exclude each other"),
    (
      ["--month", "2026-10", "--since", "2026-10-01"],
      "--month, --since/--until, --today and --all exclude each other"
    ),
    (["--all", "--until", "2026-10-01"], "--month, --since/--until, --today and --all exclude each other"),
    (["--since", "2026-10-02", "--until", "2026-10-01"], "--until 2026-10-01 lies before --since 2026-10-02"),
    (["--month", "2026-13"], "--month takes a month such as 2026-10, this or last, not \"2026-13\""),
    (["--month", "October"], "--month takes a month such as 2026-10, this or last, not \"October\""),
    (["--since", "1.10.2026"], "--since takes a day such as 2026-10-31, yesterday or 7d, not \"1.10.2026\""),
    (["--until", "2026-02-29"], "--until takes a day such as 2026-10-31, yesterday or 7d, not \"2026-02-29\""),
    (["--where", "model"], "--where takes a dimension and a value such as model=gpt-4o, not \"model\""),
    (["--where", "modell=gpt-4o"], "no dimension is called \"modell\": did you mean model? The dimensions are "),
    (["--where", "colour!=red"], "no dimension is called \"colour\": the dimensions are "),
    (["usgae"], "no report is called \"usgae\": did you mean usage? The kinds are usage, statement"),
    (["--today", "--since", "7d"], "--month, --since/--until, --today and --all exclude each other"),
    (["--since", "7y"], "--since takes a day such as 2026-10-31, yesterday or 7d, not \"7y\""),
    (["--side", "gateway"], "the report usage shows no durations: --side goes with latency"),
    (["latency", "--side", "client"], "no side is called \"client\": the sides are service, gateway"),
    (["safety", "--by", "usageSource"], "the report safety does not know the usageSource of calls: leave it out"),
    (["limits", "--where", "usageSource=unknown"], "the report limits does not know the usageSource of calls"),
    (["latency", "--sort", "p95Ms"], "no column is called \"p95Ms\": did you mean p90Ms? The columns are region, "),
    (["--top", "0"], "--top takes a number of 1 or more"),
    (["statement", "--by", "app"], "the report statement has dimensions of its own: --by does not go with it"),
    (["statement", "--top", "3"], "the report statement has an order of its own: --sort and --top do not go with it"),
    (["--colour"], "Unknown option '--colour'"),
  ])
  func anImpossibleRequestIsAUsageErrorInOneSentence(_ arguments: [String], _ sentence: String) throws {
    let outcome = try Program.run(["report"] + arguments + ["--database", Samples.database])
    #expect(outcome.code == 2)
    #expect(outcome.error.hasPrefix("error: \(sentence)"), "\(outcome.error)")
    #expect(outcome.output.isEmpty)
  }

  @Test func aUsageErrorIsFoundBeforeTheDatabaseIsLookedFor() throws {
    #expect(try Program.run(["report", "--by", "nobody", "--database", "/nowhere.sqlite"]).code == 2)
  }

  @Test func aMonthWithoutCallsIsAReportAndANoteThatSaysWhenThereAreCalls() throws {
    let folder = try TemporaryFolder()
    let events = ["9/30/2026 11:00:00 PM", "11/1/2026 1:00:00 AM"].map { time in
      #"{"event-time":"\#(time)","message-id":"\#(time)","appid":"a","operationname":"C","messages":"[]"}"#
    }
    try folder.file("events.jsonl", events.joined(separator: "\n"))
    #expect(try Program.run(["ingest", "events.jsonl"], in: folder.url).code == 0)
    func report(_ arguments: String...) throws -> Program.Outcome {
      let outcome = try Program.run(["report", "--month", "2026-10"] + arguments, in: folder.url)
      #expect(outcome.code == 0)
      return outcome
    }

    let rows = try report("--format", "csv")
    #expect(rows.lines.count == 1)
    #expect(rows.error == "note: no call fits; there are calls in 2026-09, 2026-11\n")
    let inBerlin = try report("--time-zone", "Europe/Berlin")
    #expect(inBerlin.error == "")
    let missed = try report("--where", "appId=b", "--time-zone", "Europe/Berlin").error
    #expect(missed == "note: no call fits the conditions\nnote: no call has appId b: did you mean a?\n")
    #expect(try report().lines.contains { $0.hasPrefix("Total ") })
    #expect(try report("--quiet").error == "")
    #expect(try ReportJSON(report("--format", "json").text).rows.isEmpty)
  }

  @Test func strictExitsWithThreeWhereAnythingIsMissing() throws {
    let outcome = try report("statement", "--month", "2026-10", "--strict")
    #expect(outcome.code == 3)
    #expect(outcome.text == (try report("statement", "--month", "2026-10")).text)
  }

  @Test func filtersTakeSeveralConditionsAndTheWordUnknown() throws {
    let both = try Samples.report("--by", "model,team", "--where", "team=Logistics", "--where", "model=gpt-4o")
    #expect(both.rows.map { $0["team"] as? String } == ["Logistics"])
    #expect(both.object["filters"] as? [String] == ["team=Logistics", "model=gpt-4o"])
    let unknown = try Samples.report("--by", "team", "--where", "team=unknown")
    #expect(unknown.rows.count == 1 && unknown.rows[0]["team"] is NSNull)
    #expect(unknown.completeness["calls"] as? Int == unknown.rows[0]["calls"] as? Int)
  }

  @Test func everyDimensionCanBeGroupedByAndFilteredBy() throws {
    let all =
      "objectId appId apiKey subscriptionId productId callerIp app team costCentre resource deployment "
      + "deploymentType model modelVersion region operation statusCode stream origin usageSource hour day month"
    let dimensions = all.split(separator: " ").map(String.init)
    let report = try Samples.report("--by", dimensions.joined(separator: ","), "--month", "2026-10")
    #expect(report.object["groupBy"] as? [String] == dimensions)
    #expect(report.totals["calls"] as? Int == 267)
    for dimension in dimensions {
      #expect(report.rows.contains { $0[dimension] is String }, "no sample has a \(dimension)")
    }
    // The dimensions of one row find it again, alone.
    let row = try #require(report.rows.first { row in dimensions.allSatisfy { row[$0] != nil } })
    let conditions = dimensions.flatMap { ["--where", "\($0)=\(row[$0] as? String ?? "unknown")"] }
    let found = try Program.run(
      ["report", "--by", "app", "--month", "2026-10", "--format", "json", "--database", Samples.database] + conditions)
    #expect(try ReportJSON(found.text).totals["calls"] as? Int == row["calls"] as? Int)
  }

  @Test func sinceAndUntilAreInclusiveDays() throws {
    let month = try Samples.report("--month", "2026-10")
    let span = try Samples.report("--since", "2026-10-01", "--until", "2026-10-31")
    #expect(span.totals as NSDictionary == month.totals as NSDictionary)
    #expect(span.object["period"] as? [String: String] == month.object["period"] as? [String: String])
    let berlin = try Samples.report("--since", "2026-10-25", "--until", "2026-10-25", "--time-zone", "Europe/Berlin")
    #expect(
      berlin.object["period"] as? [String: String] == [
        "from": "2026-10-24T22:00:00Z", "to": "2026-10-25T23:00:00Z", "timeZone": "Europe/Berlin",
      ])
  }

  @Test func sortAndTopShowTheLargestAndSumUpTheRest() throws {
    let whole = try Samples.report("--by", "app", "--sort", "outputTokens")
    let figures = whole.rows.map { $0["outputTokens"] as? Int ?? -1 }
    #expect(figures == figures.sorted(by: >))
    let top = try Samples.report("--by", "app", "--sort", "outputTokens", "--top", "3")
    #expect(top.rows.count == 4)
    #expect(top.rows[3]["app"] as? String == "(\(whole.rows.count - 3) others)")
    #expect(top.totals as NSDictionary == whole.totals as NSDictionary)
  }

  @Test func withoutAKindItIsTheUsageReportByAppIdAndModel() throws {
    #expect(try report("--all").text == report("usage", "--by", "appId,model", "--all").text)
  }

  @Test func aloneItIsThisMonthByAppAndModel() throws {
    #expect(try report().text == report("usage", "--by", "app,model", "--month", "this").text)
  }

  @Test func conditionsTakeListsAndOppositesAndParts() throws {
    func calls(_ arguments: String...) throws -> Int {
      let found = try Program.run(
        ["report", "--month", "2026-10", "--by", "model", "--format", "json", "--database", Samples.database]
          + arguments)
      return try #require(try ReportJSON(found.text).totals["calls"] as? Int)
    }
    let all = try calls()
    let (big, small) = (try calls("--where", "model=gpt-4o"), try calls("--where", "model=gpt-4o-mini"))
    #expect(big > 0 && small > 0)
    #expect(try calls("--where", "model=gpt-4o,gpt-4o-mini") == big + small)
    #expect(try calls("--where", "model!=gpt-4o,gpt-4o-mini") == all - big - small)
    #expect(try calls("--where", "model~4O") == big + small)
    let unknown = try calls("--where", "team=unknown")
    #expect(try calls("--where", "team!=unknown") == all - unknown)
    #expect(try calls("--where", #"team=a\,b"#) == 0)
  }

  @Test func relativeDaysAndMonthsAreCountedFromNow() throws {
    let folder = try TemporaryFolder()
    let event = #"{"message-id":"m","appid":"a","operationname":"C","messages":"[]","event-time":"#
    try folder.file("events.jsonl", event + "\"\(Date.now.ISO8601Format())\"}")
    #expect(try Program.run(["ingest", "events.jsonl"], in: folder.url).code == 0)
    func calls(_ arguments: String...) throws -> Int {
      let outcome = try Program.run(["report", "--format", "json"] + arguments, in: folder.url)
      return try #require(try ReportJSON(outcome.text).totals["calls"] as? Int)
    }
    // The day may end between the event and the report.
    #expect(try calls("--since", "yesterday") == 1 && calls("--since", "7d", "--until", "today") == 1)
    #expect(try calls("--today") + calls("--since", "yesterday", "--until", "yesterday") == 1)
    #expect(try calls("--month", "this") + calls("--month", "last") == 1)
    #expect(try calls("--since", "3m", "--until", "2w") == 0)
  }
}
