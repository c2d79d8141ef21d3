import ChargebackModel
import Testing

@testable import Ingest

@Suite struct HTTPCaptureTests {
  /// What a text gives: for each exchange its keys and some facts, `ignored`, or why it is refused.
  private func read(_ text: String) throws -> [String] {
    let scanner = CaptureScanner(MemorySource(Array(text.utf8)))
    var lines: [String] = []
    while let item = try scanner.next() {
      guard case .record(let record, let place) = item else { continue }
      #expect(HTTPCaptureFormat().recognises(record))
      do throws(Rejection) {
        guard case .fragment(let fragment, _) = try HTTPCaptureFormat().read(record) else {
          lines.append("\(place) ignored")
          continue
        }
        let facts: [Fact] = [.resource, .deployment, .region, .statusCode, .stream]
        let call = fragment.call
        lines.append(
          ([place] + fragment.keys.map(\.text) + [call.when ?? "-"] + facts.map { call.profile[$0] ?? "-" }
            + call.tokens.map { $0.map { "\($0)" } ?? "-" }).joined(separator: " "))
      } catch {
        lines.append("\(place) \(error.code)")
      }
    }
    return lines
  }

  private let printed =
    "Headers({'date': 'Thu, 10 Sep 2026 13:18:21 GMT', 'content-type': 'application/json', "
    + "'apim-request-id': '01e4c7aa-0001', 'x-ms-region': 'Sweden Central', 'x-note': \"it's {fine}\"})"

  @Test func printedHeadersNameTheCall() throws {
    #expect(
      try read("status code:  200\n\(printed)\nit said hello\n") == [
        "2 01e4c7aa-0001 2026-09-10T13:18:21Z - - swedencentral 200 false - -"
      ])
  }

  @Test(arguments: [7, 20, 37, 80])
  func printedHeadersThatWereWrappedInMidWordSayTheSame(_ width: Int) throws {
    var wrapped = ""
    for (index, letter) in printed.enumerated() {
      if index > 0, index % width == 0 { wrapped.append("\n") }
      wrapped.append(letter)
    }
    #expect(CaptureScanner.recognises(Array(wrapped.utf8)))
    let said = try read(wrapped).map { String($0.drop { $0 != " " }) }
    #expect(said == [" 01e4c7aa-0001 2026-09-10T13:18:21Z - - swedencentral - false - -"])
  }

  @Test func headersPrintedAsPairsOrAsADictAreHeadersToo() throws {
    let pairs =
      "Headers([('Date', 'Thu, 10 Sep 2026 13:18:21 GMT'), ('apim-request-id', 'a-1'), ('x-a', '1'), ('x-a', '2')])"
    let dict = "headers  {'apim-request-id': 'a-2', 'Date': 'Thu, 10 Sep 2026 13:18:22 GMT'}"
    #expect(
      try read("\(pairs)\n\(dict)\n{'usage': 3, 'apim-request-id': 'a-3'}") == [
        "1 a-1 2026-09-10T13:18:21Z - - - - - - -", "2 a-2 2026-09-10T13:18:22Z - - - - - - -",
      ])
  }

  @Test func eachParagraphOfHeadersIsOneAnswer() throws {
    let text = """
      # POST https://harbour-oai-swc.openai.azure.com/openai/deployments/Assist/chat/completions?key=SECRETKEY
      # HTTP 200 OK
      Date: Fri, 11 Sep 2026 07:02:11 GMT
      apim-request-id: a-1

      HTTP/1.1 401 PermissionDenied
      apim-request-id: a-2
      Date: Fri, 11 Sep 2026 07:03:00 GMT

      apim-request-id: a-3
      x-ms-region: West Europe

      note: nothing that is a header of Azure's

      x-ms-region: West Europe
      """
    #expect(
      try read(text) == [
        "1 a-1 2026-09-11T07:02:11Z harbour-oai-swc assist - 200 - - -", "6 a-2 2026-09-11T07:03:00Z - - - 401 - - -",
        "10 a-3 - - - westeurope - - - -", "15 missingKey",
      ])
  }

  @Test func aDumpWithBodiesTellsTokensAndCaller() throws {
    let token = JSONWebToken.bearing(#"{"oid":"OID-1","appid":"APP-1"}"#)
    let text = """
      * Connected to somewhere
      > POST /openai/deployments/assist/chat/completions?api-version=1 HTTP/1.1
      > Host: harbour-oai-swc.openai.azure.com
      > Authorization: Bearer \(token)
      >\(" ")
      < HTTP/1.1 100 Continue
      <\(" ")
      < HTTP/1.1 200 OK
      < apim-request-id: a-1
      < Date: Fri, 11 Sep 2026 07:06:09 GMT
      <\(" ")
      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[],
      data: "usage":{"prompt_tokens":8,"completion_tokens":4}}

      data: [DONE]
      """
    #expect(
      try read(text) == ["2 chatcmpl-1 a-1 2026-09-11T07:06:09Z harbour-oai-swc assist - 200 true 8 4"])
  }

  @Test func anotherServicesAnswerIsNoCall() throws {
    let text = "# POST https://api.openai.com/v1/responses\n# HTTP 200 OK\nx-request-id: req_1\n"
    #expect(try read(text) == ["1 ignored"])
    #expect(try read("HTTP/1.1 200 OK\napim-request-id: a-1\ncsp-billing-usage: X=1\n") == ["1 ignored"])
  }

  @Test func anIdThatRanOnIntoAKeyIsNoId() throws {
    #expect(try read("HTTP/1.1 200 OK\napim-request-id: 01e4-/chat?key=SECRETKEY1\n") == ["1 missingKey"])
  }

  @Test func aRequestWithoutAnAnswerIsNoCall() throws {
    let request = "POST https://harbour-oai-swc.openai.azure.com/openai/v1/responses HTTP/1.1"
    #expect(try read("\(request)\nA: b\n\n{}") == ["1 ignored"])
  }

  @Test(arguments: [
    #"{"apim-request-id": "a"}"#, #"[{"a": 1}]"#, "CorrelationId,Headers\n1,\"[\"\"apim-request-id: a\"\"]\"",
    "data: {}\n\n", "some words\nand more: words", "",
  ])
  func otherTextsAreLeftToOthers(_ text: String) {
    #expect(!CaptureScanner.recognises(Array(text.utf8)))
  }

  @Test func aTextThatIsTooLongIsRefused() throws {
    let scanner = CaptureScanner(MemorySource([UInt8](repeating: 65, count: 1 << 20 + 1)))
    guard case .broken(let rejection, _, _) = try scanner.next() else {
      Issue.record("nothing was refused")
      return
    }
    #expect(rejection.code == .tooLong)
    #expect(try scanner.next() == nil)
  }

  @Test func theSamplesAreReadAndNoSecretIsKept() throws {
    let samples = try ImportedSamples(["http-capture"])
    #expect(
      try samples.calls([.deployment, .region, .statusCode]) == [
        "1 × - - 401", "1 × - swedencentral 200", "1 × - westeurope -", "1 × - westeurope 200",
        "1 × assist swedencentral -", "1 × assist swedencentral 200",
        "1 × assist swedencentral 200 inputTokens 88 cachedInputTokens 0 audioInputTokens 0 outputTokens 14",
        "1 × chat-prod swedencentral 200 inputTokens 230 cachedInputTokens 0 audioInputTokens 0 outputTokens 44",
        "1 × embed - 200 inputTokens 7 outputTokens 0",
      ])
    #expect(samples.summary.totals.duplicates == 1)
    let said = try samples.content() + samples.summary.issues.map(\.description)
    #expect(!said.contains { $0.contains("SECRETKEY") || $0.contains("CONFIDENTIAL-PROMPT") })
  }
}
