import ChargebackModel
import TestSupport
import Testing

@testable import Ingest

/// What is counted without parsing must be what the request's own reader counts.
@Suite struct PlainConversationTests {
  private static let plain = [
    #"{"messages":[{"role":"user","content":"How long may sardines be kept?"}]}"#,
    #"{ "model" : "gpt-4.1", "messages" : [ {"content":"Hello\n\"you\" \u00e4 ä 😀", "role":"system"},"#
      + "\n" + #"{"role":"user","content":""} , {"role":"assistant"} ] , "temperature":0.7,"n":2,"stream":true}"#,
  ]

  @Test(arguments: plain) func textsAreCountedAsTheReaderOfRequestsCountsThem(_ body: String) throws {
    let counted = try #require(Self.estimate(Array(body.utf8)))
    #expect(counted == RequestBody.read(text: body)?.estimate)
    #expect(counted.prompt != nil)
  }

  @Test(arguments: [
    #"{"messages":[]}"#, #"{"messages":[{"role":"user","content":[{"type":"text","text":"a"}]}]}"#, #"{"messages":["#,
    #"{"messages":[{"role":"user","content":"a"}],"tools":[]}"#, #"{"messages":[{"role":"","content":"a"}]}"#,
    #"{"messages":[{"role":"user","content":"a"}],"messages":[{"role":"user","content":"b"}]}"#, "", "{}", "[1]",
    #"{"messages":[{"role":"user","role":"system","content":"a"}]}"#, #"{"messages":[{"role":"user","content":null}]}"#,
    #"{"messages":[{"role":"user","content":"a","name":"b"}]}"#, #"{"messages":[{"role":"user","content":"a"}]} x"#,
    #"{"messages":[{"role":"user","content":"a"},]}"#, #"{"messages":[{"role":"user","content":"\u0000"}]}"#,
  ])
  func anythingElseIsLeftToTheReaderOfRequests(_ body: String) {
    #expect(Self.estimate(Array(body.utf8)) == nil)
  }

  @Test func damagedBodiesAreCountedAlikeOrLeft() throws {
    var counted = 0
    for seed in UInt64(0)..<4000 {
      var random = SeededGenerator(seed: seed)
      var body = Array(Self.plain.randomElement(using: &random)!.utf8)
      if seed % 2 == 0 { ByteDamage.strike(&body, &random) } else { StrayValues.strike(&body, &random) }
      guard let estimate = Self.estimate(body) else { continue }
      counted += 1
      let text = try #require(String(validating: body, as: UTF8.self))
      #expect(estimate == RequestBody.read(text: text)?.estimate, "seed \(seed)")
    }
    #expect(counted > 400)
  }

  private static func estimate(_ body: [UInt8]) -> CallEstimate? {
    (body + [UInt8](repeating: 0, count: JSONParser.padding)).withUnsafeBytes { bytes in
      PlainConversation.estimate(of: UnsafeRawBufferPointer(rebasing: bytes[..<body.count]), QuickFields(count: 1))
    }
  }
}
