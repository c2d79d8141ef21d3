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
    let lines = try SampleFolder.allLogs.filter { $0.hasPrefix(folder) }
      .flatMap { try SampleFolder.bytes($0).split(separator: 10).map(Array.init) }
    try compare(format, lines, leastKnown: Self.damages / 10)
  }

  @Test func theQuickReaderOfAMappingAgreesWithIt() throws {
    let mapping = try #require(MappingFile(Self.mapping, path: "m.yaml").mapping)
    var random = SeededGenerator(seed: 1)
    let lines = (0..<25).map { _ in Array(Self.event(&random).utf8) }
    try compare(MappedFormat(mapping: mapping), lines, leastKnown: Self.damages / 10)
  }

  @Test func aMappingOfListsOrWholeAnswersHasNoQuickReader() throws {
    for line in ["  outputTokens: usage[1].n", "answer: response.body"] {
      let mapping = try #require(MappingFile(Self.mapping + line + "\n", path: "m.yaml").mapping)
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
      #""status": \#(one("200", #""429""#))"#, #""tookMs": \#(one("12", "0", "null", "7", "8", "1.5"))"#,
      #""usage": {"in": \#(one("10", "0", "null", "11", #""12""#)), "details": \#(one(#"{"cached": 4}"#, "{}", #"{"cached": 0}"#, "null"))}"#,
    ]
    return "{" + members.filter { _ in Int.random(in: 0..<30, using: &random) > 0 }.joined(separator: ", ") + "}"
  }

  /// Whole and damaged records in turn, so that damaged ones meet a lane that knows the shapes and profiles of whole ones.
  private func compare(_ format: any RecordFormat, _ records: [[UInt8]], leastKnown: Int) throws {
    let lane = QuickLane(try #require(format.quickReader()))
    var profiles: [CallProfile] = []
    var known = 0
    for seed in 0..<UInt64(100) {
      var random = SeededGenerator(seed: seed)
      var bytes: [UInt8] = []
      for number in 0..<(Self.damages / 100) {
        var record = records.randomElement(using: &random)!
        if number % 2 == 1 { ByteDamage.maul(&record, &random) }
        bytes += record + [10]
      }
      try OpenBytes.file(bytes) { descriptor in
        let scanner = RecordScanner(ByteWindow(descriptor: descriptor)) { _ in false }
        while let item = try scanner.next() {
          guard case .record(let record, _) = item, format.recognises(record) else { continue }
          switch lane.read(record) {
          case .uncommon: continue
          case .known(let call):
            known += 1
            expect(call, profiles[call.profile], is: record, of: format, "seed \(seed), \(record.digest)")
          case .new:
            guard case .fragment(let fragment, let notices) = try? format.read(record), notices.isEmpty else {
              continue
            }
            let learnt = lane.learn(fragment) {
              profiles.append(fragment.call.profile)
              return profiles.count - 1
            }
            #expect(learnt != nil, "the two disagree about a new record, seed \(seed), \(fragment)")
          }
        }
      }
    }
    #expect(known > leastKnown)
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
    #expect(fragment.call.figures == call.figures && fragment.call.limits == call.limits, comment)
    #expect(fragment.call.estimate == call.estimate ?? CallEstimate() && keys == call.keys, comment)
  }
}
