import ChargebackModel
import Store
import Testing

@testable import Ingest

@Suite struct MappingTests {
  private func problems(_ yaml: String) -> [String] {
    MappingFile(yaml, path: "m.yaml").problems.map { "\($0.place) \($0.message)" }
  }

  private let small = """
    name: ours
    kind: gateway
    when:
      - field: event
        equals: done

    """

  /// What one record of ours says.
  private func read(_ yaml: String, _ json: String) throws -> CallFragment? {
    let file = MappingFile(yaml, path: "m.yaml")
    let format = MappedFormat(mapping: try #require(file.mapping, "\(file.problems)"))
    return try OpenBytes.file(Array(json.utf8)) { descriptor in
      let scanner = RecordScanner(ByteWindow(descriptor: descriptor)) { _ in false }
      guard case .record(let record, _) = try scanner.next(), format.recognises(record),
        case .fragment(let fragment, _) = try format.read(record)
      else { return nil }
      return fragment
    }
  }

  @Test(
    arguments: [
      ("a", [.name("a")]), ("a.b_c", [.name("a"), .name("b_c")]),
      (#"headers["x-app"].v[2]"#, [.name("headers"), .name("x-app"), .name("v"), .index(2)]),
      (#"["a.b"]"#, [.name("a.b")]),
    ] as [(String, [FieldPath.Step])])
  func readsPaths(_ text: String, _ steps: [FieldPath.Step]) { #expect(FieldPath(text)?.steps == steps) }

  @Test(arguments: ["", ".a", "a.", "a..b", "a[", "a[x]", "a[-1]", #"a["b]"#, "[0]", "a[]"])
  func refusesWhatIsNoPath(_ text: String) { #expect(FieldPath(text) == nil) }

  @Test func fieldsAreFoundHoweverDeepAndInJSONWithinText() throws {
    let yaml =
      small + """
        time: {field: at, format: epochMilliseconds}
        keys: {apimRequestId: 'up.headers["apim-request-id"]', messageId: id}
        fields: {appId: who, inputTokens: 'tokens[0].n', outputTokens: body.usage.out, region: where}
        constants: {deployment: Chat-Prod, region: not used}
        """
    let fragment = try read(
      yaml,
      #"{"event":"done","id":7,"at":1789000000123,"who":"APP","where":"West Europe","tokens":[{"n":"14"}],"#
        + #""body":"{\"usage\":{\"out\":[3]}}","up":{"headers":{"apim-request-id":"a-1"}}}"#)
    let call = try #require(fragment).call
    #expect(
      fragment?.keys == [CallKey(.apimRequestId, "a-1"), CallKey(.messageId, "7")]
        || fragment?.keys == [
          CallKey(.messageId, "7"), CallKey(.apimRequestId, "a-1"),
        ])
    #expect(call.when == "2026-09-10T00:26:40.123Z")
    #expect(call.tokens == [14, 3])
    #expect(call.profile[.appId] == "app")
    #expect(call.profile[.deployment] == "chat-prod")
    #expect(call.profile[.region] == "westeurope")
    #expect(call.profile.gatewayCarriesKey)
  }

  @Test func theServicesOwnAnswerIsReadAsSuch() throws {
    let fragment = try read(
      small + "answer: body",
      #"{"event":"done","body":{"id":"chatcmpl-1","object":"chat.completion","choices":[],"#
        + #""model":"gpt-4o-2024-08-06","usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15}}}"#)
    #expect(fragment?.keys == [CallKey(.responseId, "chatcmpl-1")])
    #expect(fragment?.call.tokens == [12, 3])
  }

  @Test func onlyRecordsForWhichAllConditionsHoldAreOurs() throws {
    let yaml = "name: ours\nkind: service\nwhen:\n  - field: event\n    equals: [done, failed]\n  - field: id\n"
    #expect(try read(yaml, #"{"event":"failed","id":"1"}"#)?.call.profile.sides == .service)
    #expect(try read(yaml, #"{"event":"failed","id":""}"#) == nil)
    #expect(try read(yaml, #"{"event":"begun","id":"1"}"#) == nil)
  }

  @Test func secretsThatAMappingNamesAreNotKept() throws {
    let yaml = small + "fields: {apiKey: key, appId: auth, objectId: token, productId: prompt}"
    let long = String(repeating: "CONFIDENTIAL-PROMPT ", count: 20)
    let call = try read(
      yaml,
      #"{"event":"done","key":"SECRETKEY1","auth":"Bearer SECRETKEY2","token":"eyJSECRETKEY3","prompt":"\#(long)"}"#)?
      .call
    #expect(call?.profile[.apiKey]?.hasPrefix("key-") == true)
    #expect(call?.profile.facts.keys.map(\.rawValue) == ["apiKey"])
  }

  @Test func impossibleCountsAreRefused() {
    let yaml = small + "fields: {inputTokens: i, cachedInputTokens: c}"
    #expect(throws: Rejection.self) { try read(yaml, #"{"event":"done","i":-1}"#) }
    #expect(throws: Rejection.self) { try read(yaml, #"{"event":"done","i":3,"c":4}"#) }
  }

  @Test func unknownNamesAreErrorsWithTheirLineAndTheNearestName() {
    #expect(
      problems(
        """
        name: ours
        kind: gateway
        whem: x
        when:
          - field: event
            equal: done
        time: {field: at, format: dayfirst}
        keys:
          apimRequestID: a
        fields:
          inputToken: usage.in
          colour: c
        constants:
          regio: x
        """
      ) == [
        #"3 unknown name "whem": did you mean when?"#, #"6 unknown name "equal": did you mean equals?"#,
        #"7 unknown time format "dayfirst": did you mean dayFirst?"#,
        #"9 unknown key "apimRequestID": did you mean apimRequestId?"#,
        #"11 unknown field "inputToken": did you mean inputTokens?"#,
      ] + problems(small + "fields:\n  colour: c\n").map { "12" + $0.dropFirst(1) }
        + [#"14 unknown constant "regio": did you mean region?"#])
  }

  @Test(arguments: [
    ("", "holds no YAML mapping"), ("name: [", "no YAML"), ("kind: gateway", "name is missing"),
    ("name: har\nkind: gateway\nwhen: [{field: a}]", "built in"),
    ("name: a\nwhen: [{field: a}]", "kind is gateway or service"),
    ("name: a\nkind: gateway", "when is missing"), ("name: a\nname: b", "stands twice"),
    ("name: a\nkind: gateway\nwhen: [{field: 'a..b'}]", "a path to a field"),
    ("name: a\nkind: gateway\nwhen: [{field: a}]\nfields: [b]", "a list of name: value"),
  ])
  func saysWhatIsWrong(_ yaml: String, _ words: String) {
    #expect(problems(yaml).contains { $0.contains(words) }, "\(problems(yaml))")
  }

  @Test func aMappingComesBeforeTheFormatsThatAreBuiltIn() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      #"{"Type":"openai-logger","x":1}"# + "\n"
        + #"{"Type":"openai-logger","event":"done","at":"2026-09-15T07:00:00Z"}"#, "e.jsonl")
    let mapping = try #require(MappingFile(small + "time: at", path: "m.yaml").mapping)
    let importer = try Importer(Store(path: ":memory:"), mappings: [mapping])
    #expect(try importer.run(try InputFile.expand([folder.path])).files.map(\.formats) == [["openai-logger", "ours"]])
  }

  @Test func theSampleIsReadByItsMapping() throws {
    let yaml = String(decoding: try SampleFolder.bytes("Mappings/home-made-events.yaml"), as: UTF8.self)
    let file = MappingFile(yaml, path: "home-made-events.yaml")
    #expect(file.problems.isEmpty)
    let store = try Store(path: ":memory:")
    let importer = try Importer(store, mappings: [try #require(file.mapping)])
    let summary = try importer.run(try InputFile.expand([SampleFolder.path("home-made-events")]))
    #expect([summary.totals.merged, summary.totals.duplicates, summary.totals.rejected] == [3, 1, 2])
    #expect(summary.issues.map(\.code.rawValue).sorted() == ["impossibleValue", "unknownRecord"])
    let days = [Instant(year: 2026, month: 9, day: 15)!, Instant(year: 2026, month: 9, day: 16)!]
    let usage = try store.sums(between: days)
    #expect(usage.sums.reduce(0) { $0 + $1.calls } == 3)
    #expect(usage.sums.reduce(0) { $0 + ($1.usage.inputTokens ?? 0) } == 1500)
    #expect(!"\(usage)".contains("SECRETKEY"))
  }
}
