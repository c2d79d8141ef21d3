import ChargebackModel
import Testing

@testable import Ingest

@Suite struct ChunkedEventTests {
  private let shown: [Fact] = [.deployment, .statusCode, .subscriptionId]
  private let counted = [
    "1 × assist 200 care-hub inputTokens 777 cachedInputTokens 0 outputTokens 41 reasoningTokens 0",
    "2 × chat-prod 200 care-hub inputTokens 1720 cachedInputTokens 0 outputTokens 265 reasoningTokens 0",
  ]
  private let parts = ["chunked-events/partition-0.jsonl", "chunked-events/partition-1.jsonl"]

  @Test(arguments: [false, true]) func piecesAreJoinedOverPartitionsInAnyOrder(_ backwards: Bool) throws {
    let imported = try ImportedSamples(backwards ? parts.reversed() : parts)
    #expect(try imported.calls(shown) == counted)
    #expect(imported.summary.issues == [])
    #expect(imported.summary.newCalls == 3)
  }

  @Test func aSecondImportOfThePiecesChangesNothing() throws {
    let imported = try ImportedSamples(parts)
    let content = try imported.content()
    let again = try Importer(imported.store).run(parts.map(SampleFolder.file))
    #expect(again.totals.merged == 0)
    #expect(again.newCalls == 0)
    #expect(try imported.content() == content)
  }

  @Test func missingPiecesAreSaidAndTheCallStaysWithoutCounts() throws {
    let imported = try ImportedSamples([parts[0]])
    #expect(imported.summary.issues.contains { $0.code == .cutShort && $0.message.contains("were not read with it") })
    #expect(try imported.calls(shown).allSatisfy { !$0.contains("inputTokens 777") })
  }

  @Test func ofTwoAttemptsTheAnsweredOneCounts() throws {
    func summary(_ status: Int, _ time: String, _ duration: Int) -> String {
      #"{"kind":"summary","correlationId":"run-1","timestamp":"2026-09-17T\#(time)Z","status":\#(status),"#
        + #""durationMs":\#(duration),"responseChunks":1}"#
    }
    let call = try ReadRecord.joined(summary(429, "09:10:00", 12) + "\n" + summary(200, "09:10:09", 900))
    #expect(call.profile[.statusCode] == "200")
    #expect(call.when == "2026-09-17T09:10:08.100Z")
    #expect(call.gatewayDurationMs?.value == 900)
  }

  @Test func aPieceBeyondTheLastIsRejected() throws {
    let read = try ReadRecord.one(
      #"{"kind":"response-body","correlationId":"c","chunkIndex":2,"chunkTotal":2,"payload":""}"#)
    #expect(read.rejection?.code == .impossibleValue)
  }

  @Test func fillersAreNoCalls() throws {
    #expect(try ReadRecord.one(#"{"kind":"skip"}"#).isNoCall)
  }

  @Test func theRequestIsCountedWhenItsPiecesAreThere() throws {
    func piece(_ kind: String, _ index: Int, of total: Int, _ payload: String) -> String {
      #"{"kind":"\#(kind)","correlationId":"c","chunkIndex":\#(index),"chunkTotal":\#(total),"payload":"\#(payload)"}"#
    }
    let folder = try TemporaryFolder()
    try folder.write(
      [
        piece("request-body", 1, of: 2, #"\"content\":\"Which dock?\"}]}"#),
        #"{"kind":"summary","correlationId":"c","timestamp":"2026-09-17T09:10:00Z","status":200,"responseChunks":1}"#,
        piece("request-body", 0, of: 2, #"{\"messages\":[{\"role\":\"user\","#),
        piece("response-body", 0, of: 1, #"{\"choices\":[{\"message\":{\"content\":\"two\"}}]}"#),
      ].joined(separator: "\n"), "events.jsonl")
    let imported = try ImportedFiles(folder)
    #expect(imported.summary.newCalls == 1)
    let day = try #require(Instant(year: 2026, month: 9, day: 17))
    let sums = try imported.store.estimateSums(between: [day, day.advanced(byMilliseconds: 86_400_000)])
    var (prompt, answer) = (TextEstimate(), TextEstimate())
    for text in ["user", "Which dock?"] { prompt.add(text) }
    prompt.add(tokens: 6)
    answer.add("two")
    #expect(sums.map(\.estimate) == [CallEstimate(prompt: prompt, answer: answer)])
  }
}

@Suite struct BodyAssemblyTests {
  private func piece(_ call: String, _ index: Int, of total: Int, _ text: String) -> BodyPiece {
    let key = CallKey(.messageId, call)
    return BodyPiece(
      body: BodyPiece.Body(format: "f", call: key, total: total), index: index, text: text,
      fragment: CallFragment(keys: [key], call: Call()))
  }

  @Test func theLastMissingPieceGivesTheWhole() {
    let assembly = BodyAssembly()
    #expect(assembly.add(piece("a", 2, of: 3, "C"), path: "p", place: "1") == nil)
    #expect(assembly.add(piece("b", 0, of: 1, "X"), path: "p", place: "2") == "X")
    #expect(assembly.add(piece("a", 0, of: 3, "A"), path: "p", place: "3") == nil)
    #expect(assembly.add(piece("a", 0, of: 3, "A"), path: "p", place: "4") == nil)
    #expect(assembly.add(piece("a", 1, of: 3, "B"), path: "p", place: "5") == "ABC")
    #expect(assembly.rest().isEmpty)
  }

  @Test func aCopyOfAPieceOfAWholeBodyIsNotWaitedFor() {
    let assembly = BodyAssembly()
    for index in [0, 1, 0] { _ = assembly.add(piece("a", index, of: 2, "A"), path: "p", place: "1") }
    #expect(assembly.rest().isEmpty)
  }

  @Test func whatStandsBeforeTheFirstGapIsTheBeginning() {
    let assembly = BodyAssembly()
    for index in [0, 1, 3] { _ = assembly.add(piece("a", index, of: 5, "\(index)"), path: "p", place: "\(index)") }
    let rest = assembly.rest()
    #expect(rest.map(\.beginning) == ["01"])
    #expect(rest.map(\.missing) == [2])
    #expect(rest.map(\.place) == ["0"])
  }

  @Test func beyondItsLimitTheBodyHeldLongestIsGivenUp() {
    let assembly = BodyAssembly(limit: 5)
    _ = assembly.add(piece("a", 0, of: 2, "aaa"), path: "p", place: "1")
    _ = assembly.add(piece("b", 0, of: 2, "bbb"), path: "p", place: "2")
    #expect(assembly.add(piece("a", 1, of: 2, "AAA"), path: "p", place: "3") == nil)
    #expect(assembly.add(piece("b", 1, of: 2, "B"), path: "p", place: "4") == "bbbB")
    #expect(assembly.rest().map { "\($0.place) \($0.beginning)" } == ["1 "])
  }
}
