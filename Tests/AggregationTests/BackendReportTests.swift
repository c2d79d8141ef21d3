import ChargebackModel
import Testing

@testable import Aggregation

extension Estate {
  /// Adds a call as its last attempt told of it, with attempts that failed before it, or with it.
  fileprivate func add(
    _ id: String, _ time: String, _ facts: [Fact: String], failed attempts: [Attempt] = [],
    limits: RateLimits = RateLimits(), marks: [FilterMark] = []
  ) throws {
    var call = Call()
    call.profile.sides = [.gateway, .service]
    call.profile.sources = ["azure-diagnostics"]
    call.profile.gatewayCarriesKey = true
    for (fact, value) in facts { call.profile.state(fact, value, .gatewayResponse) }
    call.state(time: moment(time), .gatewayRequest)
    for attempt in attempts { call.state(attempt: attempt) }
    call.state(limits: limits)
    for mark in marks { call.state(filterMark: mark) }
    try add([CallFragment(keys: [CallKey(.messageId, id)], call: call)])
  }
}

private func place(_ name: String, status: String = "200", app: String = "alpha") -> [Fact: String] {
  let regions = ["one": "swedencentral", "two": "westeurope", "three": "polandcentral"]
  return [
    .resource: name, .region: regions[name]!, .statusCode: status, .appId: app, .bodyModel: "gpt-4o",
    .deployment: "chat",
  ]
}

private func attempt(
  _ teller: Attempt.Teller, _ time: String?, _ status: String, _ resource: String, deployment: String = "chat"
) -> Attempt {
  let regions = ["one": "swedencentral", "two": "westeurope", "three": "polandcentral"]
  return Attempt(
    teller, time: time.map(moment), statusCode: status, resource: resource, deployment: deployment,
    region: regions[resource])
}

private let figureColumns = ["calls", "attempts", "failedAttempts", "failedCalls", "failOversFrom", "failOversTo"]

extension Report {
  fileprivate func figures() -> [[String]] {
    rows.map { row in [Report.text(row.cells[0])] + figureColumns.map { Report.text(row.cells[index($0)]) } }.sorted {
      $0[0] < $1[0]
    }
  }
}

@Suite struct BackendReportTests {
  @Test func attemptsAtOneCallAreOneCallAndEachIsSeenWhereItWas() throws {
    let estate = try Estate()
    try estate.add(
      "retried", "2026-10-05 10:00", place("two"),
      failed: [
        attempt(.service, "2026-10-05 09:59:58", "429", "one"), attempt(.service, "2026-10-05 09:59:59", "503", "one"),
      ])
    try estate.add("plain", "2026-10-05 10:00", place("one"))
    let report = try estate.report("backends", by: [.resource])
    #expect(report.figures() == [["one", "1", "3", "2", "0", "2", "0"], ["two", "1", "1", "0", "0", "0", "1"]])
    let byStatus = try estate.report("backends", by: [.statusCode])
    #expect(
      byStatus.figures().map { Array($0.prefix(3)) } == [["200", "2", "2"], ["429", "0", "1"], ["503", "0", "1"]])
    #expect(try estate.report("backends", by: [.app]).total("attempts") == "4")
  }

  @Test func aCallThatFailedForGoodEndedWithItsLastAttempt() throws {
    let estate = try Estate()
    try estate.add(
      "refused", "2026-10-05 10:00", place("one", status: "429"),
      failed: [attempt(.service, "2026-10-05 10:00", "429", "one")])
    try estate.add(
      "refused twice", "2026-10-05 10:00", place("one", status: "429"),
      failed: [
        attempt(.service, "2026-10-05 10:00", "429", "one"), attempt(.service, "2026-10-05 10:01", "429", "two"),
      ])
    let report = try estate.report("backends", by: [.resource])
    #expect(report.figures() == [["one", "2", "2", "2", "2", "0", "1"], ["two", "0", "1", "1", "0", "1", "0"]])
  }

  @Test func whatBothSidesTellOfAnAttemptCountsOnce() throws {
    let estate = try Estate()
    try estate.add(
      "spilled", "2026-10-05 10:00", place("one"),
      failed: [
        attempt(.gateway, nil, "429", "one", deployment: "ptu"),
        attempt(.service, "2026-10-05 10:00", "429", "one", deployment: "ptu"),
      ])
    let report = try estate.report("backends", by: [.deployment])
    #expect(report.figures() == [["chat", "1", "1", "0", "0", "0", "1"], ["ptu", "0", "1", "1", "0", "1", "0"]])
  }

  @Test func whatOneRecordTellsOfTheLastAttemptSaysNothingOfOthers() throws {
    let estate = try Estate()
    try estate.add("2026-10-05 10:00", place("one"))
    let report = try estate.report("backends", by: [.resource])
    #expect(report.total("unknownAttempts") == "1" && report.total("attempts") == "1")
    #expect(report.notes.contains { $0.hasPrefix("Of 1 call the records show one attempt only") })
  }
}

@Suite struct LimitReportTests {
  @Test func regionsAreFreeWhereTheSameModelRefusedNobodyInTheSameHours() throws {
    let estate = try Estate()
    for (name, hour) in [("one", "08"), ("two", "08"), ("three", "08"), ("one", "09"), ("two", "09"), ("three", "09")] {
      try estate.add("\(name) \(hour)", "2026-10-05 \(hour):10", place(name, app: "beta"))
    }
    try estate.add("a", "2026-10-05 08:20", place("one", status: "429"))
    let early = try estate.report("limits", by: [.app])
    #expect(free(early) == ["alpha": "polandcentral westeurope", "beta": ""])
    // Another app's refusal makes a region less free, whatever the report's filters.
    try estate.add("b", "2026-10-05 08:59", place("two", status: "429", app: "beta"))
    let filtered = try estate.report("limits", by: [.app]) { $0.filters = [Filter(.app, "alpha")] }
    #expect(free(filtered) == ["alpha": "polandcentral"])
    // In another hour it does not.
    try estate.add("c", "2026-10-05 09:01", place("three", status: "429", app: "beta"))
    #expect(free(try estate.report("limits", by: [.app])) == ["alpha": "polandcentral", "beta": "none"])
    // A refused call of which nobody knows the region cannot be compared.
    try estate.add("d", "2026-10-05 09:02", [.statusCode: "429", .appId: "alpha"])
    #expect(free(try estate.report("limits", by: [.app]))["alpha"] == "null")
  }

  private func free(_ report: Report) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: report.rows.map { row in
        (Report.text(row.cells[0]), Report.text(row.cells[report.index("regionsWithout429")]))
      })
  }

  @Test func theLowestHeadroomAndTheHighestUseAreShown() throws {
    let estate = try Estate()
    try estate.add(
      "a", "2026-10-05 08:20", place("one"),
      limits: RateLimits(remainingRequests: 40, remainingTokens: 9000, utilisation: 8750))
    try estate.add(
      "b", "2026-10-05 08:21", place("one", status: "429"),
      limits: RateLimits(remainingRequests: 0, remainingTokens: -1, retryAfterMs: 20_000))
    try estate.add(
      "c", "2026-10-05 08:22", place("one"),
      failed: [attempt(.gateway, nil, "429", "one", deployment: "ptu")],
      limits: RateLimits(remainingTokens: 12_000, isSpilledOver: true))
    let report = try estate.report("limits", by: [.deployment])
    let figures = [
      "deployment", "calls", "attempts", "throttled", "throttledPercent", "maxRetryAfterMs", "minRemainingRequests",
      "minRemainingTokens", "maxUtilisation", "spilledOver",
    ]
    let lines = report.rows.map { row in figures.map { Report.text(row.cells[report.index($0)]) } }
    #expect(
      lines == [
        ["chat", "3", "3", "1", "3333", "20000", "0", "9000", "8750", "1"],
        ["ptu", "0", "1", "1", "10000", "null", "null", "null", "null", "0"],
      ])
    #expect(report.total("throttled") == "2" && report.total("attempts") == "4")
  }
}

@Suite struct SafetyReportTests {
  @Test func aCallWithSeveralFindingsIsInSeveralRowsAndOnceInTheTotal() throws {
    let estate = try Estate()
    try estate.add(
      "a", "2026-10-05 08:20", place("one", status: "400").merging([.contentFilter: "prompt"]) { $1 },
      marks: [
        FilterMark(.prompt, .jailbreak, severity: nil, isFiltered: true),
        FilterMark(.prompt, .selfHarm, severity: .medium, isFiltered: true),
      ])
    try estate.add(
      "b", "2026-10-05 08:20", place("one"), marks: [FilterMark(.completion, .hate, severity: .low, isFiltered: false)])
    // Stopped, says its finish reason, but of the answer only the prompt's findings are there.
    try estate.add(
      "c", "2026-10-05 08:20", place("one").merging([.contentFilter: "completion"]) { $1 },
      marks: [FilterMark(.prompt, .hate, severity: .low, isFiltered: false)])
    try estate.add("d", "2026-10-05 08:20", place("one").merging([.contentFilter: "completion"]) { $1 })
    try estate.add("e", "2026-10-05 08:20", place("one"))
    let report = try estate.report("safety", by: [.app])
    #expect(
      report.lines("app", "side", "category", "severity", "calls", "stopped", "marked") == [
        ["alpha", "completion", "hate", "low", "1", "0", "1"],
        ["alpha", "completion", "null", "null", "2", "2", "0"],
        ["alpha", "prompt", "hate", "low", "1", "0", "1"],
        ["alpha", "prompt", "jailbreak", "detected", "1", "1", "0"],
        ["alpha", "prompt", "self_harm", "medium", "1", "1", "0"],
      ])
    #expect(["calls", "stopped", "marked"].map(report.total) == ["4", "3", "1"])
    let top = try estate.report("safety", by: [.app]) {
      $0.sort = "calls"
      $0.top = 1
    }
    #expect(top.lines("category", "calls") == [["null", "2"], ["(4 others)", "4"]])
  }
}

@Suite struct StreamingReportTests {
  @Test func streamsAreDividedByWhatIsKnownOfTheirTokens() throws {
    let estate = try Estate()
    let stream: [Fact: String] = [.appId: "alpha", .stream: "true", .bodyModel: "gpt-4o"]
    try estate.add("2026-10-05 08:20", stream, tokens(30, 10))
    try estate.add("2026-10-05 08:20", stream)
    try estate.add("2026-10-05 08:20", stream.merging([.statusCode: "429"]) { $1 })
    try estate.add("2026-10-05 08:20", stream.merging([.stream: "false"]) { $1 }, tokens(40, 20))
    try estate.add("2026-10-05 08:20", [.appId: "alpha"])
    let report = try estate.report("streaming", by: [.app])
    let figures = [
      "calls", "streamedCalls", "streamedPercent", "totalTokens", "streamedTokens", "streamedTokensPercent",
    ]
    #expect(figures.map(report.total) == ["5", "3", "6000", "100", "40", "4000"])
    #expect(
      ["reported", "estimated", "unknown", "refused", "unknownStream"].map(report.total) == ["1", "0", "1", "1", "1"])
    #expect(report.notes[0].hasPrefix("1 of 3 streamed calls report no token counts"))
  }
}
