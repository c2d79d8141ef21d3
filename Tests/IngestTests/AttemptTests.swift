import ChargebackModel
import Store
import Testing

@testable import Ingest

private func attempts(_ call: Call) -> [String] {
  call.attempts.map { attempt in
    let place = [attempt.resource, attempt.deployment, attempt.region].map { $0 ?? "-" }.joined(separator: "/")
    return "\(attempt.teller) \(attempt.statusCode ?? "-") \(place)"
  }
}

private func serviceRow(_ status: String, _ account: String, deployment: String, ticks: Int64) -> String {
  """
  {"category":"RequestResponse","correlationId":"s1","durationMs":4,"location":"norwayeast","operationName":\
  "ChatCompletions_Create","properties":{"requestTime":\(ticks),"modelDeploymentName":"\(deployment)","modelName":"gpt-4o"},\
  "resourceId":"/SUBSCRIPTIONS/X/PROVIDERS/MICROSOFT.COGNITIVESERVICES/ACCOUNTS/\(account)","resultSignature":"\(status)",\
  "time":"2026-11-02T13:00:00.0000000Z"}
  """
}

private func gatewayRow(_ status: Int, _ account: String, second: Int) -> String {
  """
  {"category":"GatewayLogs","correlationId":"c1","location":"North","properties":{"method":"POST","backendUrl":\
  "https://\(account).openai.azure.com/openai/deployments/chat/chat/completions","operationId":"ChatCompletions_Create",\
  "backendResponseCode":\(status),"responseCode":\(status),"responseHeaders":{"x-ms-region":"\(account)"}},\
  "resourceId":"/PROVIDERS/MICROSOFT.APIMANAGEMENT/SERVICE/A","time":"2026-11-02T13:00:0\(second).0000000Z"}
  """
}

@Suite struct AttemptTests {
  @Test func aRefusedRowOfTheServiceIsAnAttemptAndGivesWayToTheAnswer() throws {
    let refused = serviceRow("429", "NOE", deployment: "ptu", ticks: 639_294_000_000_000_000)
    let answered = serviceRow("200", "NOE", deployment: "chat", ticks: 639_294_000_010_000_000)
    let call = try ReadRecord.joined(refused + "\n" + answered)
    #expect(attempts(call) == ["service 429 noe/ptu/norwayeast"])
    #expect(call.profile[.statusCode] == "200" && call.profile[.deployment] == "chat")
    #expect(call.profile.contradictions == [])
    // The same row twice is one attempt.
    #expect(attempts(try ReadRecord.joined([refused, answered, refused].joined(separator: "\n"))).count == 1)
  }

  @Test(arguments: [("200", 0), ("400", 0), ("401", 0), ("408", 1), ("429", 1), ("500", 1), ("503", 1)])
  func onlyWhatIsTriedAgainIsAnAttempt(_ status: String, _ count: Int) throws {
    let row = serviceRow(status, "NOE", deployment: "chat", ticks: 639_294_000_000_000_000)
    #expect(try ReadRecord.call(row).attempts.count == count)
  }

  @Test func aTableOfMixedNumbersTellsOfTheSameAttempt() throws {
    let printed = gatewayRow(429, "noe", second: 1).replacing(
      #""backendResponseCode":429"#, with: #""backendResponseCode":"429.0""#)
    #expect(attempts(try ReadRecord.call(printed)) == ["gateway 429 noe/chat/noe"])
  }

  @Test func attemptsWithOneCorrelationIdAreOneCallThatEndedWhereItWasAnswered() throws {
    let call = try ReadRecord.joined(
      [gatewayRow(429, "noe", second: 1), gatewayRow(200, "plc", second: 2)].joined(separator: "\n"))
    #expect(attempts(call) == ["gateway 429 noe/chat/noe"])
    #expect(call.profile[.resource] == "plc" && call.profile[.region] == "plc" && call.profile[.statusCode] == "200")
    #expect(call.profile.contradictions == [])
  }

  @Test func headersTellFromWhichDeploymentACallSpilledOver() throws {
    func call(_ headers: [String: String]) -> Call {
      var read = HTTPHeaders()
      for (name, value) in headers { read.add(name, value) }
      var call = Call()
      read.stateResponse(&call)
      return call
    }
    let spilled = call([
      "x-ms-is-spilled-over": "True", "x-ms-spillover-from-deployment": "Chat-PTU", "x-ms-spillover-error": "429",
      "x-ms-region": "Norway East", "azure-openai-deployment-utilization": "97.5%",
    ])
    #expect(attempts(spilled) == ["gateway 429 -/chat-ptu/norwayeast"])
    #expect(spilled.limits == RateLimits(utilisation: 9750, isSpilledOver: true))
    let older = call([
      "x-ms-is-spilled-over": "true", "x-ms-spillover-from-chat-ptu": "1", "x-ms-spillover-error": "full",
    ])
    #expect(attempts(older) == ["gateway - -/chat-ptu/-"])
    let plain = call(["x-ms-is-spilled-over": "false", "azure-openai-deployment-utilization": "n/a"])
    #expect(plain.attempts == [] && plain.limits.isEmpty)
  }

  @Test func eventsOfAMappingUnderOneMessageIdAreAttemptsAtOneCall() throws {
    let file = MappingFile(
      """
      name: ours
      kind: gateway
      when:
        - field: event
      time: at
      keys:
        messageId: id
        apimRequestId: request
      fields:
        resource: backend
        region: region
        statusCode: status
      """, path: "m.yaml")
    let format = MappedFormat(mapping: try #require(file.mapping, "\(file.problems)"))
    func call(_ json: String) throws -> Call {
      try OpenBytes.file(Array(json.utf8)) { descriptor in
        let scanner = RecordScanner(ByteWindow(descriptor: descriptor)) { _ in false }
        guard case .record(let record, _) = try scanner.next(),
          case .fragment(let fragment, _) = try format.read(record)
        else { throw ReadRecord.NoRecord() }
        return fragment.call
      }
    }
    let records = [("429", "noe", 1), ("200", "plc", 2)].map { status, backend, second in
      """
      {"event":"call","id":"m1","request":"s\(second)","at":"2026-11-02T13:00:0\(second)Z","backend":"\(backend)",\
      "region":"\(backend)","status":\(status)}
      """
    }
    for order in [records, records.reversed()] {
      var joined = Call()
      for record in order { joined.join(try call(record)) }
      #expect(attempts(joined) == ["gateway 429 noe/-/noe"])
      #expect(joined.profile[.resource] == "plc" && joined.profile[.statusCode] == "200")
      #expect(joined.profile.contradictions == [])
    }
  }

  @Test func theSampleOfTwoRegionsHoldsCallsOfSeveralAttempts() throws {
    let imported = try ImportedSamples(["two-regions"])
    #expect(imported.summary.issues == [] && imported.summary.totals.rejected == 0)
    let november = Period(
      start: Instant(milliseconds: 1_793_491_200_000), end: Instant(milliseconds: 1_796_083_200_000), timeZone: "UTC")
    for store in [imported.store, try ImportedSamples(["two-regions", "two-regions"]).store] {
      var found: [String: Int] = [:]
      try store.scanAttempts(in: november) { _, attempt in
        found["\(attempt.teller) \(attempt.statusCode ?? "-")", default: 0] += 1
      }
      #expect(found == ["gateway 429": 9, "gateway 500": 1, "gateway 503": 1, "service 429": 8])
    }
  }
}
