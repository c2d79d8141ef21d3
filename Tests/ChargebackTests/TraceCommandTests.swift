import Foundation
import Testing

/// `chargeback trace`: one call from all its sources, on the samples of one call.
@Suite struct TraceCommandTests {
  private let folder: TemporaryFolder
  private static let apimRequestId = "8d2f6c1e-0b7a-4f3d-9a55-6f1c2e7b9d04"
  private static let messageId = "3c9a7f52-61d8-4e0b-8b1f-2a4d90e5c713"
  private static let requestId = "b7e40f96-2c1d-4a87-9e3a-0d5f84c6a219"
  private static let secret = "SECRETKEY"
  private static let confidential = "CONFIDENTIAL-PROMPT"

  /// A copy of the samples of one call, ingested, which the tests may change.
  init() throws {
    folder = try TemporaryFolder()
    let samples = Project.samples.appending(path: "OneCall")
    for name in try filesBelow(samples) { try folder.file(name, try Data(contentsOf: samples.appending(path: name))) }
    try run(["ingest", "PT1H.json", "gateway.json", "requests.jsonl", "responses.jsonl", "--quiet"])
    try run(["directory", "import", Project.samples.appending(path: "Directory/directory.csv").path, "--quiet"])
  }

  @discardableResult
  private func run(_ arguments: [String], code: Int32 = 0, stdin: Data = Data()) throws -> Program.Outcome {
    let outcome = try Program.run(arguments, stdin: stdin, in: folder.url)
    #expect(outcome.code == code, "\(arguments.prefix(3)): \(outcome.error.prefix(300))")
    return outcome
  }

  private func trace(_ arguments: String...) throws -> String { try run(["trace"] + arguments).text }

  private func call(_ arguments: String...) throws -> [String: Any] {
    let json = try ReportJSON(try run(["trace", "--json"] + arguments).text)
    #expect(json.object["schema"] as? String == "chargeback/trace/1")
    return try #require((json.object["calls"] as? [[String: Any]])?.first)
  }

  private func records(_ call: [String: Any]) -> [String] {
    (call["records"] as? [[String: Any]] ?? []).map { record in
      let says = record["says"] as? [[String: Any]] ?? []
      let formats = says.map { $0["format"] as? String ?? "" }.joined(separator: ",")
      return ["path", "place", "state"].map { record[$0] as? String ?? "" }.joined(separator: " ") + " " + formats
    }
  }

  @Test func aCallOfFourSourcesShowsAllFour() throws {
    let call = try call(Self.apimRequestId)
    #expect(
      records(call) == [
        "PT1H.json 2 read azure-diagnostics", "PT1H.json 3 read azure-diagnostics",
        "gateway.json 33:3 read apim-gateway-logs", "requests.jsonl 2 read apim-event-hub-terraform",
        "responses.jsonl 1 read apim-event-hub-terraform",
      ])
    #expect(call["time"] as? String == "2026-11-11T09:15:02Z")
    let usage = call["usage"] as? [String: Any]
    #expect(usage?["inputTokens"] as? Int == 1420 && usage?["source"] as? String == "reported")
    // 396 × 0.4 + 1024 × 0.1 + 210 × 1.6, each for a million.
    #expect((call["cost"] as? [String: Any])?["amount"] as? String == "0.0005968")
    let facts = (call["facts"] as? [[String: Any]] ?? []) + (call["caller"] as? [[String: Any]] ?? [])
    let values = Dictionary(facts.map { ($0["name"] as! String, $0["value"] as! String) }) { a, _ in a }
    for (name, value) in [
      "resource": "harbour-oai-swc", "region": "swedencentral", "deployment": "assist", "model": "gpt-4.1-mini",
      "statusCode": "200", "app": "Ledger Questions", "team": "Finance", "origin": "both",
    ] { #expect(values[name] == value, "\(name)") }
    let durations = call["durations"] as? [String: Int]
    #expect(durations == ["gatewayDurationMs": 1240, "serviceDurationMs": 1115])
  }

  @Test(arguments: [
    (messageId, "messageId"), (messageId.uppercased(), "messageId"), (apimRequestId.uppercased(), "apimRequestId"),
    ("chatcmpl-onecall-0002", "responseId"), (requestId, "xRequestId"), (requestId.uppercased(), "xRequestId"),
    (" \(apimRequestId)\n", "apimRequestId"),
  ])
  func eachOfItsIdsFindsIt(_ id: String, _ kind: String) throws {
    let call = try call(id)
    #expect(call["foundAs"] as? [String] == [kind])
    #expect(records(call).count == 5)
  }

  @Test func thePageSaysWhoSaidWhat() throws {
    let page = try trace(Self.messageId, "--time-zone", "Europe/Berlin")
    for line in [
      "One call, found by messageId: 2026-11-11T10:15:02+01:00 (Europe/Berlin)",
      "  inputTokens        1,420  reported by PT1H.json:3, gateway.json:33:3",
      "  inputTokens: the larger count is used",
      "    1419  PT1H.json:3", "  gateway     1,240 ms  the gateway's response event",
      "Records: 5, of which 5 read again", "  requests.jsonl:2: apim-event-hub-terraform: call",
    ] { #expect(page.contains("\(line)\n"), "\(line)") }
  }

  @Test func anUnknownIdIsOneSentence() throws {
    for id in ["00000000-0000-4000-8000-000000000000", "chatcmpl-onecall-000", "CHATCMPL-ONECALL-0002"] {
      let outcome = try run(["trace", id], code: 1)
      #expect(outcome.output.isEmpty)
      #expect(
        outcome.error
          == "error: chargeback.sqlite: no call is known by the id \"\(id)\"; nor is it the x-request-id of a record in "
          + "the 4 files still there\n")
    }
  }

  @Test(arguments: [
    "one\ntwo", "'; DROP TABLE call; --", "%", "\u{1B}[31mred", "\u{202E}", String(repeating: "x", count: 100_000), "é",
    "0",
    "\(apimRequestId)'", "../../etc/passwd", "null",
  ])
  func aHostileIdIsAnsweredWithASentence(_ id: String) throws {
    let outcome = try run(["trace", id], code: 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.hasPrefix("error: chargeback.sqlite: no call is known by the id "))
    #expect(outcome.error.filter { $0 == "\n" }.count == 1 && outcome.error.count < 300)
    #expect(!outcome.error.contains("\u{1B}") && !outcome.error.contains("\u{202E}"))
    #expect(try call(Self.apimRequestId)["time"] != nil)
  }

  @Test func anIdOfTenMegabytesFromStandardInputIsAnsweredToo() throws {
    let outcome = try run(["trace", "-"], code: 1, stdin: Data(repeating: UInt8(ascii: "a"), count: 10 << 20))
    #expect(outcome.error.count < 300)
    #expect(try run(["trace", "-"], stdin: Data("\(Self.apimRequestId)\n".utf8)).text.contains("Records: 5"))
  }

  @Test func aWrongOptionIsAUsageError() throws {
    for arguments in [[""], ["x", "--format", "csv"], ["x", "--time-zone", "Mars"], []] {
      #expect(try run(["trace"] + arguments, code: 2).output.isEmpty)
    }
  }

  @Test func promptAndAnswerAreShownOnlyForWhoAsksAndKeysNever() throws {
    for options in [[], ["--json"]] {
      let plain = try run(["trace", Self.apimRequestId] + options).text
      #expect(!plain.contains(Self.confidential) && !plain.contains(Self.secret))
      let content = try run(["trace", Self.apimRequestId, "--content"] + options).text
      #expect(content.contains("\(Self.confidential): which ledger lines of October have no receipt?"))
      #expect(content.contains("\(Self.confidential): three lines, all of them of the ice supplier."))
      #expect(content.contains("The archive opens with api-key: [removed]"))
      #expect(!content.contains(Self.secret))
    }
    for name in try folder.files() where name.hasPrefix("chargeback.sqlite") {
      let bytes = try Data(contentsOf: folder.path(name))
      #expect(bytes.range(of: Data(Self.confidential.utf8)) == nil && bytes.range(of: Data(Self.secret.utf8)) == nil)
    }
  }

  @Test func contentOfAFileThatChangedOrIsGoneIsNotShown() throws {
    try FileManager.default.removeItem(at: folder.path("gateway.json"))
    let requests = try #require(folder.text("requests.jsonl"))
    try folder.file("requests.jsonl", requests + "\n")
    let page = try trace(Self.apimRequestId, "--content")
    #expect(!page.contains(Self.confidential))
    #expect(page.contains("gateway.json:33:3: apim-gateway-logs: the file is not there any more; it was read at 20"))
    #expect(page.contains("requests.jsonl:2: apim-event-hub-terraform: the file has changed since it was read at 20"))
    // What the database knows is shown all the same.
    #expect(page.contains("cachedInputTokens  1,024  reported by one of apim-event-hub-terraform, apim-gateway-logs, "))
    #expect(page.contains("Cost: 0.0005968 USD"))
    #expect(page.contains("Records: 5, of which 3 read again"))

    try run(["ingest", "requests.jsonl", "--quiet"])
    #expect(try trace(Self.apimRequestId, "--content").contains(Self.confidential))
    #expect(records(try call(Self.apimRequestId)).count == 5)
  }

  @Test func whatCameThroughAPipeIsKnownAndNotReadAgain() throws {
    let event = try #require(folder.text("requests.jsonl"))
    try run(["ingest", "-", "--quiet", "--database", "pipe.sqlite"], stdin: Data(event.utf8))
    let page = try trace(Self.messageId, "--content", "--database", "pipe.sqlite")
    #expect(page.contains("  -:2: apim-event-hub-terraform: it came through a pipe and cannot be read again; "))
    #expect(page.contains("Usage: unknown") && page.contains("Cost: unknown"))
    #expect(!page.contains(Self.confidential))
  }

  @Test func aCallMergedFromTwoIsFoundByEitherId() throws {
    let database = ["--quiet", "--database", "merged.sqlite"]
    for name in ["requests.jsonl", "PT1H.json", "responses.jsonl"] { try run(["ingest", name] + database) }
    let pages = try [Self.messageId, Self.apimRequestId].map { id in
      try trace(id, "--database", "merged.sqlite").split(separator: "\n").dropFirst().joined(separator: "\n")
    }
    #expect(pages[0] == pages[1])
    for place in ["requests.jsonl:2", "PT1H.json:2", "PT1H.json:3", "responses.jsonl:1"] {
      #expect(pages[0].contains("  \(place): "), "\(place)")
    }
  }

  @Test func tracesAreTheSameWhateverTheOrderOfReading() throws {
    for name in ["responses.jsonl", "gateway.json", "PT1H.json", "requests.jsonl"] {
      try run(["ingest", name, "--quiet", "--database", "other.sqlite"])
    }
    let directory = Project.samples.appending(path: "Directory/directory.csv").path
    try run(["directory", "import", directory, "--quiet", "--database", "other.sqlite"])
    #expect(try trace(Self.messageId) == trace(Self.messageId, "--database", "other.sqlite"))
  }

  @Test func theCostIsTheReports() throws {
    let costs = try [Self.messageId, "51f6d0b8-93ac-47e2-a0c4-7be8123f9d66"].map { id in
      let cost = try call(id)["cost"] as? [String: Any]
      let amount = try #require(cost?["amount"] as? String)
      return try #require(Decimal(string: amount))
    }
    let report = try ReportJSON(try run(["report", "usage", "--all", "--by", "team", "--format", "json"]).text)
    #expect(report.totals["cost"] as? String == "\(costs.reduce(0, +))")
  }
}
