import ChargebackModel
import Store
import TestSupport
import Testing

@testable import Ingest

/// A quick reader may refuse a record, but what it says must be what its format says.
@Suite struct QuickLaneTests {
  private static let damages = 10_000

  @Test(arguments: [
    ("apim-event-hub-terraform", "apim-event-hub-terraform"), ("azure-diagnostics", "diagnostics-request-response"),
  ])
  func aQuickReaderAgreesWithItsFormat(_ name: String, _ folder: String) throws {
    let format = try #require(SourceFormats.all.first { $0.name == name })
    let lines = try Self.lines(folder)
    // Answers of provisioned deployments, some of which spilled over from them.
    let headers = [
      #""azure-openai-deployment-utilization: 87.5%","#, #""X-MS-is-spilled-over: true","x-ms-spillover-error: 429","#,
      #""x-ms-is-spilled-over: false","#, #""x-ms-is-spilled-over: true","x-ms-spillover-from-deployment: PTU","#,
    ]
    let provisioned = lines.indices.map { place in
      let line = String(decoding: lines[place], as: UTF8.self)
      return Array(line.replacing(#""x-request-id"#, with: headers[place % 4] + #""x-request-id"#).utf8)
    }
    try compare(format, lines + provisioned, leastKnown: Self.damages / 10)
  }

  @Test func headersOfProvisionedDeploymentsAreReadQuicklyUnlessTheCallSpilledOver() throws {
    let used = try Self.limits(#""azure-openai-deployment-utilization: 87.5%", "x-ms-is-spilled-over: false""#)
    #expect(used == RateLimits(utilisation: 8750))
    #expect(try Self.limits(#""x-ms-is-spilled-over: True", "x-ms-spillover-from-deployment: ptu""#) == nil)
    #expect(try Self.limits(#""azure-openai-deployment-utilization: high""#) == nil)
  }

  /// What the quick reader reads of an answer with these headers; nil where it leaves the record to the format.
  private static func limits(_ headers: String) throws -> RateLimits? {
    let text = """
      {"Type": "response", "RequestId": "m-1", "EventTime": "2026-11-02T08:00:00Z", "ResponseStatusCode": 200, \
      "Headers": [\(headers)]}

      """
    return try OpenBytes.file(Array(text.utf8)) { descriptor in
      let scanner = RecordScanner(ByteWindow(descriptor: descriptor)) { _ in false }
      guard case .record(let record, _) = try scanner.next(),
        case .fragment(let fragment, _) = try APIMTerraformFormat().read(record)
      else { throw ReadRecord.NoRecord() }
      let lane = try #require(QuickLane(TerraformReader()))
      return lane.takes(record) && lane.learn(fragment) { 0 } ? lane.latest.limits : nil
    }
  }

  @Test func theQuickReaderOfAMappingAgreesWithIt() throws {
    let mapping = try #require(MappingFile(Self.mapping, path: "m.yaml").mapping)
    var random = SeededGenerator(seed: 1)
    let lines = (0..<25).map { _ in Array(Self.event(&random).utf8) }
    try compare(MappedFormat(mapping: mapping), lines, leastKnown: Self.damages / 10)
  }

  @Test func aMappingOfListsOrWholeAnswersOrOneStatusHasNoQuickReader() throws {
    let ofOneStatus = Self.mapping.replacing("  statusCode: status\n", with: "")
      .replacing("constants:\n", with: "constants:\n  statusCode: 429\n")
    for text in [Self.mapping + "  outputTokens: usage[1].n\n", Self.mapping + "answer: response.body\n", ofOneStatus] {
      let mapping = try #require(MappingFile(text, path: "m.yaml").mapping)
      #expect(MappedFormat(mapping: mapping).quickReader() == nil)
    }
  }

  private static let mapping = """
    name: ours
    kind: gateway
    when:
      - field: event
        equals: [done, stopped]
    time:
      field: at
      format: auto
    keys:
      messageId: id
      apimRequestId: headers["apim-request-id"]
    constants:
      operation: ChatCompletions_Create
    fields:
      appId: caller.appId
      apiKey: caller.key
      deployment: deployment
      resource: backend
      region: headers["x-ms-region"]
      statusCode: status
      inputTokens: usage.in
      cachedInputTokens: usage.details.cached
      gatewayDurationMs: tookMs

    """

  private static func event(_ random: inout SeededGenerator) -> String {
    func one(_ values: String...) -> String { values.randomElement(using: &random)! }
    let members = [
      #""event": "\#(one("done", "stopped"))""#,
      #""id": \#(one(#""m-1""#, #""2EA2B6CA-a1b7-436c-ab9e-f9bcb3804d4e""#, "null"))"#,
      #""at": "\#(one("2026-10-01T00:00:00Z", "2026-10-31T23:59:59.9Z", "10/1/2026 1:00:00 AM", "2026-10-01 07:00:01"))""#,
      #""backend": "\#(one("a.openai.azure.com", "https://B.openai.azure.com/openai", "c"))""#,
      #""caller": {"appId": "\#(one("A1", "b2", ""))", "key": \#(one("null", #""SECRET-1""#, "7"))}"#,
      #""deployment": \#(one(#""Chat""#, "null", #""mini""#, "true"))"#,
      #""headers": {"apim-request-id": "\#(one("84bd6199-b1bc-4efa-95a6-67b6330ac1af", "r-1", ""))", "x-ms-region": "UK South"}"#,
      #""status": \#(one("200", "200", "404", #""429""#, "503"))"#,
      #""tookMs": \#(one("12", "0", "null", "7", "8", "1.5"))"#,
      #""usage": {"in": \#(one("10", "0", "null", "11", #""12""#)), "details": \#(one(#"{"cached": 4}"#, "{}", #"{"cached": 0}"#, "null"))}"#,
    ]
    return "{" + members.filter { _ in Int.random(in: 0..<30, using: &random) > 0 }.joined(separator: ", ") + "}"
  }

  @Test func whatAMappingKnowsAsItsOwnIsLeftToIt() throws {
    let (rival, element) = (try #require(FieldPath("from")), try #require(FieldPath("from[0]")))
    let lane = try #require(QuickLane(DiagnosticReader(), rivals: [rival]))
    let line = #"""
      {"category":"RequestResponse","correlationId":"84bd6199-b1bc-4efa-95a6-67b6330ac1af","durationMs":2409,\#
      "operationName":"ChatCompletions_Create","properties":"{\"requestTime\":639264096000000000,\#
      \"modelDeploymentName\":\"chat\",\"promptTokens\":[3004]}","resultSignature":"200"}
      """#
    func record(_ event: String) -> String { line.replacing("{", with: "{\"from\": \(event), ", maxReplacements: 1) }
    #expect(try Self.isKnown([record("\"a\""), record("\"a\"")], lane))
    #expect(try !Self.isKnown([record("\"a\""), record("\"b\"")], lane))
    #expect(try !Self.isKnown([record("\"a\""), record("null")], lane))
    #expect(try !Self.isKnown([record("\"a\""), line], lane))
    #expect(QuickLane(DiagnosticReader(), rivals: [element]) == nil)
  }

  /// Whether the lane knows what the last of some records says without the format.
  private static func isKnown(_ records: [String], _ lane: QuickLane) throws -> Bool {
    try OpenBytes.file(Array(records.joined(separator: "\n").utf8)) { descriptor in
      let scanner = RecordScanner(ByteWindow(descriptor: descriptor)) { _ in false }
      var isKnown = false
      while true {
        if try scanner.nextPlain(lane) != nil {
          isKnown = true
          continue
        }
        guard case .record(let record, _) = try scanner.next() else { return isKnown }
        isKnown = false
        if case .fragment(let fragment, _) = try AzureDiagnosticsFormat().read(record), lane.takes(record) {
          _ = lane.learn(fragment) { 0 }
        }
      }
    }
  }

  private static func lines(_ folder: String) throws -> [[UInt8]] {
    try SampleFolder.allLogs.filter { $0.hasPrefix(folder) }
      .flatMap { try SampleFolder.bytes($0).split(separator: 10).map(Array.init) }
  }

  /// Whole and damaged records in turn, so that damaged ones meet a lane that knows the skeletons and profiles of whole
  /// ones. Two scanners go over the same bytes, one as an import does and one without the lane.
  private func compare(_ format: any RecordFormat, _ records: [[UInt8]], leastKnown: Int) throws {
    let reader = try #require(format.quickReader())
    let lane = try #require(QuickLane(reader))
    var profiles: [CallProfile] = []
    var known = 0
    for seed in 0..<UInt64(100) {
      var random = SeededGenerator(seed: seed)
      var bytes: [UInt8] = []
      for number in 0..<(Self.damages / 100) {
        var record = records.randomElement(using: &random)!
        switch number % 4 {
        case 1: ByteDamage.maul(&record, &random)
        case 3: StrayValues.strike(&record, &random)
        default: break
        }
        bytes += record + StrayValues.between.randomElement(using: &random)!
      }
      if seed % 7 == 0 { bytes = [0xEF, 0xBB, 0xBF] + bytes }
      if seed % 10 == 3 { bytes = [UInt8(ascii: "[")] + bytes + [UInt8(ascii: "]")] }
      let capacity = seed % 2 == 0 ? 1 << 20 : Int.random(in: 100...20_000, using: &random)
      // The order of day and month is found out from as much as a window holds.
      let order: DateOrder? = seed % 2 == 0 ? nil : .monthFirst
      known += try OpenBytes.file(bytes) { whole in
        try OpenBytes.pipe(StrayValues.chunks(bytes, &random)) { part in
          let slow = RecordScanner(ByteWindow(descriptor: whole), order: order) { _ in false }
          let quick = RecordScanner(ByteWindow(descriptor: part, capacity: capacity), order: order) { _ in false }
          return try compare(format, slow, quick, lane, &profiles, "seed \(seed)")
        }
      }
    }
    #expect(known > leastKnown)
  }

  /// - Returns: how many records the lane knew.
  private func compare(
    _ format: any RecordFormat, _ slow: RecordScanner, _ quick: RecordScanner, _ lane: QuickLane,
    _ profiles: inout [CallProfile], _ comment: Comment
  ) throws -> Int {
    var known = 0
    while true {
      if let place = try quick.nextPlain(lane) {
        known += 1
        guard case .record(let record, let slowPlace) = try slow.next() else {
          Issue.record("no record at \(place), \(comment)")
          return known
        }
        #expect(place == slowPlace, comment)
        #expect(format.recognises(record), comment)
        expect(lane.latest, profiles[lane.latest.profile], is: record, of: format, "\(comment), \(place)")
        continue
      }
      let (item, other) = (try quick.next(), try slow.next())
      #expect(item.flatMap(Scanned.line) == other.flatMap(Scanned.line), comment)
      guard let item else { return known }
      guard case .record(let record, let place) = item, format.recognises(record),
        case .fragment(let fragment, let notices) = try? format.read(record), notices.isEmpty, lane.takes(record)
      else { continue }
      let learnt = lane.learn(fragment) {
        profiles.append(fragment.call.profile)
        return profiles.count - 1
      }
      #expect(learnt, "the two disagree about a new record, \(comment), \(place), \(fragment)")
      if learnt { #expect(profiles[lane.latest.profile] == fragment.call.profile, comment) }
    }
  }

  private func expect(
    _ call: PlainCall, _ profile: CallProfile, is record: Record, of format: any RecordFormat, _ comment: Comment
  ) {
    guard case .fragment(let fragment, let notices) = try? format.read(record) else {
      Issue.record("\(format.name) makes no call of it, \(comment)")
      return
    }
    var keys = CallKeys()
    for key in fragment.keys { keys.add(key.kind, key.text) }
    #expect(notices.isEmpty && fragment.claim == nil && fragment.undividedTotal == nil, comment)
    #expect(fragment.call.profile == profile, comment)
    #expect(fragment.call.attempts.isEmpty && fragment.call.filterMarks.isEmpty, comment)
    #expect(fragment.call.figures == call.figures && fragment.call.limits == call.limits, comment)
    #expect(fragment.call.estimate == call.estimate ?? CallEstimate() && keys == call.keys, comment)
  }
}
