import ChargebackModel
import Foundation
import GRDB
import Testing

@testable import Ingest
@testable import Store

private func event(_ id: String, _ tokens: Int = 1) -> String {
  """
  {"message-id": "\(id)", "event-type": "Response", "event-time": "10/1/2026 9:00:00 AM", "model": "gpt-4o", \
  "prompt_tokens": "\(tokens)", "completion_tokens": "1", "choices": "[{\\"message\\":{\\"content\\":\\"said by \(id)\\"}}]"}

  """
}

extension FoundRecord {
  /// `a.jsonl 2 read`
  fileprivate var line: String {
    "\(record.input.path.split(separator: "/").last ?? "")\(record.input.member) \(record.place) \(state)"
  }
}

@Suite struct RecordLookupTests {
  private let folder: TemporaryFolder
  private let store: Store

  init() throws { (folder, store) = (try TemporaryFolder(), try Store(path: ":memory:")) }

  private func ingest(_ mappings: [Mapping] = []) throws {
    _ = try Importer(store, mappings: mappings).run(try InputFile.expand([folder.path]))
  }

  private func find(_ id: String, content: Bool = false, _ mappings: [Mapping] = []) throws -> [FoundRecord] {
    let key = CallKey(.messageId, id)
    let call = try #require(try store.calls(named: [key])[key])
    return try RecordLookup(mappings: mappings, readsContent: content).records(of: call, store)
  }

  @Test func aRecordIsReadAgainWhereItStands() throws {
    try folder.write(event("one") + "{broken\n" + event("two"), "a.jsonl")
    try ingest()
    let found = try find("two")
    #expect(found.map(\.line) == ["a.jsonl 3 read"])
    #expect(found[0].says.map(\.outcome) == [.call])
    #expect(found[0].says[0].lines.contains { $0.name == "key messageId" && $0.value == "two" })
    #expect(found[0].content == nil)
  }

  @Test func copiesAndPackedTwinsAreShownToo() throws {
    let bytes = Array((event("one") + event("two")).utf8)
    try folder.write(bytes, "a.jsonl")
    try folder.write(PackedBytes.pack([("x/hub.jsonl", bytes)], .zip), "b.zip")
    try folder.write(PackedBytes.pack([("", bytes)], .gzip), "c.gz")
    try folder.write("[" + event("two") + "," + event("one") + "]", "d.json")
    try ingest()
    let expected = ["a.jsonl 2 read", "b.zip:x/hub.jsonl 2 read", "c.gz 2 read", "d.json 1:2 read"]
    #expect(try find("two").map(\.line) == expected)
    // In another order, once more.
    let reversed = try Store(path: ":memory:")
    _ = try Importer(reversed).run(try InputFile.expand([folder.path]).reversed())
    let key = CallKey(.messageId, "two")
    let call = try #require(try reversed.calls(named: [key])[key])
    #expect(try RecordLookup().records(of: call, reversed).map(\.line) == expected)
  }

  @Test func aFileThatIsGoneOrChangedIsNotRead() throws {
    let gone = try folder.write(event("one"), "a.jsonl")
    let grown = try folder.write(event("one"), "b.jsonl")
    try ingest()
    try FileManager.default.removeItem(atPath: gone)
    try folder.write(event("one") + event("three"), "b.jsonl")
    let found = try find("one", content: true)
    #expect(found.map(\.line) == ["a.jsonl 1 gone", "b.jsonl 1 changed"])
    #expect(found.allSatisfy { $0.says.isEmpty && $0.content == nil })
    // Read again, it is known again, and nothing stands twice.
    _ = try Importer(store).run([InputFile(path: grown, size: nil)])
    #expect(try find("one").map(\.line) == ["a.jsonl 1 gone", "b.jsonl 1 read"])
    #expect(try find("three").map(\.line) == ["b.jsonl 2 read"])
  }

  @Test func whatStandsInThePlaceOfARecordIsNotTakenForIt() throws {
    let path = try folder.write(event("one") + event("two"), "a.jsonl")
    try ingest()
    try folder.write(event("other") + event("two"), "a.jsonl")
    _ = try Importer(store).run([InputFile(path: path, size: nil)])
    let found = try find("one", content: true)
    #expect(found.map(\.line) == ["a.jsonl 1 replaced"])
    #expect(found[0].says.isEmpty && found[0].content == nil)
    #expect(try find("two").map(\.line) == ["a.jsonl 2 read"])
  }

  @Test func eventsOfAMappingFileNeedTheirMapping() throws {
    let yaml = """
      name: ours
      kind: gateway
      when: [{field: ours}]
      keys: {messageId: id}
      fields: {inputTokens: in}
      """
    let mapping = try #require(MappingFile(yaml, path: "ours.yaml").mapping)
    try folder.write(#"{"ours": true, "id": "one", "in": 3}"# + "\n", "a.jsonl")
    try ingest([mapping])
    #expect(try find("one").map(\.line) == [#"a.jsonl 1 unmapped("ours")"#])
    let found = try find("one", [mapping])
    #expect(found.map(\.line) == ["a.jsonl 1 read"])
    #expect(found[0].says[0].format == "ours")
  }

  @Test func textsAreReadBackOnlyForWhoAsks() throws {
    try folder.write(event("one"), "a.jsonl")
    try ingest()
    let content = try #require(try find("one", content: true)[0].content)
    #expect(content.prompt.isEmpty)
    #expect(content.completion == [.init(role: "assistant", text: "said by one")])
  }

  /// Whatever a sample lies in, each of its records is found again at its place, and tells of the same call.
  @Test func recordsOfAllSamplesAreFoundAgain() throws {
    let mapping = try #require(
      MappingFile(
        String(decoding: try SampleFolder.bytes("Mappings/home-made-events.yaml"), as: UTF8.self), path: ""
      ).mapping)
    let files = SampleFolder.allLogs.map { SampleFolder.file($0) }
    let summary = try Importer(store, mappings: [mapping]).run(files)
    let ids = try store.read { try Int64.fetchAll($0, sql: "SELECT id FROM call ORDER BY id") }
    #expect(ids.count > 500 && summary.totals.records > 1000)
    let lookup = try RecordLookup(mappings: [mapping], readsContent: true)
    var formats: Set<String> = []
    var withContent = 0
    // Neighbours are alike, and each look reads its files anew.
    for id in ids where id % 3 == 0 {
      let found = try lookup.records(of: id, store)
      #expect(!found.isEmpty)
      for record in found {
        #expect(record.state == .read, "\(record.line)")
        formats.formUnion(record.says.compactMap(\.format))
        if record.content?.isEmpty == false { withContent += 1 }
        let said = "\(record.says) \(record.content.map { "\($0)" } ?? "")"
        #expect(!said.contains("SECRETKEY"), "\(record.line)")
        #expect(!"\(record.says)".contains("CONFIDENTIAL-PROMPT"), "\(record.line)")
      }
    }
    #expect(formats.count > 15 && withContent > 20, "\(formats.sorted()) \(withContent)")
  }
}

@Suite struct CallContentTests {
  private func content(_ json: String) throws -> CallContent {
    let nested = NestedJSON()
    let value = try #require(Array(json.utf8).withUnsafeBytes(nested.parse))
    return CallContent(Record(body: .object(value), nested: nested))
  }

  private func lines(_ json: String) throws -> [String] {
    let content = try content(json)
    return content.prompt.map { "> \($0.role): \($0.text)" } + content.completion.map { "< \($0.role): \($0.text)" }
  }

  @Test func aRequestAndAnAnswerAreFoundHoweverDeepTheyLie() throws {
    #expect(
      try lines(
        #"{"a":{"b":"{\"messages\":[{\"role\":\"user\",\"content\":\"How?\"}]}"},"#
          + #""c":{"choices":[{"index":0,"message":{"role":"assistant","content":"So."}}]}}"#
      ) == ["> user: How?", "< assistant: So."])
  }

  @Test func anEventOfAPolicyHoldsTheListsAsTexts() throws {
    #expect(
      try lines(
        #"{"message-id":"1","messages":"[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"How?\"}]"}"#
      ) == ["> system: Be brief.", "> user: How?"])
  }

  @Test func aStreamIsPutTogether() throws {
    let stream = ["So", " it is."].map {
      #"data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\#($0)\"}}]}\n\n"#
    }
    #expect(try lines(#"{"body":"\#(stream.joined())data: [DONE]\n\n"}"#) == ["< assistant: So it is."])
  }

  @Test func theMessagesOfAPIManagementsLogAreToldApart() throws {
    #expect(
      try lines(
        #"{"requestMessages":[{"role":"user","content":"How?"}],"responseMessages":[{"role":"assistant","content":"So."}]}"#
      ) == ["> user: How?", "< assistant: So."])
  }

  @Test func headersAreNeverLookedAt() throws {
    #expect(try lines(#"{"Headers":["api-key: SECRETKEY","Authorization: Bearer SECRETKEY"],"a":"SECRETKEY"}"#) == [])
  }

  @Test(arguments: [
    ("Authorization: Bearer abc.def", "Authorization: [removed] [removed]"),
    (#"{"api-key": "k-123456"}"#, #"{"api-key": "[removed]"}"#),
    ("open https://x/y?subscription-key=abcdef123456&a=1", "open https://x/y?subscription-key=[removed]&a=1"),
    ("eyJhbGciOiJub25lIn0.eyJvaWQiOiJ4In0.", "[removed]"),
    ("it is 8f3b2c1d9e7a6f5b4c3d2e1f0a9b8c7d now", "it is [removed] now"),
    ("sk-proj-abcdefghijklmnop", "[removed]"),
  ])
  func keysAndTokensInAPromptAreRemoved(_ text: String, _ masked: String) {
    #expect(text.masked == masked)
  }

  @Test(arguments: [
    "84bd6199-b1bc-4efa-95a6-67b6330ac1af", "gpt-4o-mini-realtime-preview-2024-12-17",
    "An ordinary sentence, with 12 crates.",
    "Donaudampfschifffahrtsgesellschaft", "2026-11-11T09:15:02.781Z", "12345678901234567890",
  ])
  func whatIsNoneStays(_ text: String) { #expect(text.masked == text) }
}
