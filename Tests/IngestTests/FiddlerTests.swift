import ChargebackModel
import Testing

@testable import Ingest

@Suite struct FiddlerTests {
  private let request =
    "POST https://harbour-oai-swc.openai.azure.com/openai/deployments/chat-prod/chat/completions HTTP/1.1\r\n"
    + "Host: h\r\n\r\n{}"

  private func response(_ id: String, _ head: String = "", body: String? = nil) -> String {
    let answer =
      #"{"id":"chatcmpl-\#(id)","object":"chat.completion","choices":[],"#
      + #""usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15}}"#
    return
      "HTTP/1.1 200 OK\r\nDate: Mon, 14 Sep 2026 07:30:11 GMT\r\napim-request-id: \(id)\r\n\(head)\r\n\(body ?? answer)"
  }

  private func imported(_ files: [(String, String)]) throws -> ImportedFiles {
    let folder = try TemporaryFolder()
    try folder.write(PackedBytes.pack(files.map { ($0.0, Array($0.1.utf8)) }, .zip), "desk.saz")
    return try ImportedFiles(folder)
  }

  private func tokens(_ imported: ImportedFiles) throws -> [String] {
    try imported.calls().map { $0.split(separator: " ").suffix(4).joined(separator: " ") }
  }

  @Test(arguments: [["raw/1_c.txt", "raw/1_m.xml", "raw/1_s.txt"], ["raw/1_s.txt", "_index.htm", "raw/1_c.txt"]])
  func theHalvesOfASessionAreOneCall(_ order: [String]) throws {
    let contents = ["raw/1_c.txt": request, "raw/1_s.txt": response("a-1")]
    let imported = try imported(order.map { ($0, contents[$0] ?? "<x/>") })
    #expect(try tokens(imported) == ["inputTokens 12 outputTokens 3"])
    #expect(try imported.calls()[0].contains("chat-prod"))
    #expect(imported.summary.totals.records == 1)
    #expect(imported.summary.issues.isEmpty)
    #expect(imported.names == ["desk.saz"])
  }

  @Test func chunksAreTakenOutOfTheBody() throws {
    let parts = [#"{"id":"c","object":"list","#, #""usage":{"total_tokens":9,"#, #""prompt_tokens":9}}"#]
    let chunks = parts.map { "\(String($0.utf8.count, radix: 16)); x=y\r\n\($0)\r\n" }.joined() + "0\r\n\r\n"
    let message = HTTPMessage(Array(response("a", "Transfer-Encoding: chunked\r\n", body: chunks).utf8))
    #expect(message.body == parts.joined())
    let cut = HTTPMessage(Array(response("a", "Transfer-Encoding: chunked\r\n", body: "5\r\nab").utf8))
    #expect(cut.body == "ab")
  }

  @Test func aBodyInGzipIsUnpackedAndAnotherCodingIsUnknown() throws {
    let packed = PackedBytes.pack([("x", Array("hello".utf8))], .gzip)
    let head = Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".utf8)
    #expect(HTTPMessage(head + packed).body == "hello")
    #expect(HTTPMessage(Array("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nxyz".utf8)).body == nil)
  }

  @Test func aSessionWithoutAnAnswerIsNoCall() throws {
    let imported = try imported([("raw/1_c.txt", request), ("raw/1_s.txt", ""), ("raw/02_c.txt", request)])
    #expect(try imported.calls() == [])
    #expect(imported.summary.totals.ignored == 2)
  }

  @Test func aSecondCopyUnderAnotherNameChangesNothing() throws {
    let folder = try TemporaryFolder()
    for (name, session) in [("a.saz", "raw/1"), ("b.saz", "raw/77")] {
      let files = [("\(session)_c.txt", Array(request.utf8)), ("\(session)_s.txt", Array(response("a-1").utf8))]
      try folder.write(PackedBytes.pack(files, .zip), name)
    }
    let imported = try ImportedFiles(folder)
    #expect(imported.summary.totals.duplicates == 1)
    #expect(try tokens(imported) == ["inputTokens 12 outputTokens 3"])
  }

  @Test func otherArchivesAreNoSessions() {
    #expect(FiddlerSessions.Part("raw/events.jsonl") == nil)
    #expect(FiddlerSessions.Part("logs/1_c.txt") == nil)
    #expect(FiddlerSessions.Part(nil) == nil)
    #expect(FiddlerSessions.Part(#"raw\017_s.txt"#)?.side == .server)
  }

  @Test func damagedArchivesNeverCrash() throws {
    let folder = try TemporaryFolder()
    let whole = try SampleFolder.bytes("http-capture/desk-7.saz")
    for seed in 0..<200 {
      var bytes = whole
      bytes[(seed * 7919) % bytes.count] ^= UInt8(1 << (seed % 8))
      try folder.write(bytes, "desk.saz")
      let totals = try ImportedFiles(folder).summary.totals
      #expect(totals.records == totals.merged + totals.duplicates + totals.rejected + totals.ignored, "seed \(seed)")
    }
  }
}
