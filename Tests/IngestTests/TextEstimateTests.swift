import ChargebackModel
import Testing

@testable import Ingest

struct TextEstimateTests {
  private func prompt(_ body: String) throws -> TextEstimate? {
    let request = try #require(RequestBody.read(text: body))
    return request.estimate.prompt
  }

  private func answer(_ body: String) throws -> TextEstimate? {
    var call = Call()
    let facts = try #require(try AnswerBody.read(text: body))
    facts.state(&call, .gatewayResponse)
    return call.estimate.answer
  }

  private func tokens(_ text: String) -> Int64 {
    var estimate = TextEstimate()
    estimate.add(text)
    return estimate.o200kTokens
  }

  // MARK: Prompts

  @Test func promptsOfCompletionsAndEmbeddingsAreTheirTextsAlone() throws {
    let fish = tokens("fresh mackerel") + tokens("a gull")
    #expect(try prompt(#"{"prompt":["fresh mackerel","a gull"]}"#)?.o200kTokens == fish)
    #expect(try prompt(#"{"model":"embed","input":["fresh mackerel","a gull"]}"#)?.o200kTokens == fish)
    #expect(try prompt(#"{"input":[[1,2],[3]]}"#)?.o200kTokens == 3)
    #expect(try prompt(#"{"model":"embed"}"#) == nil)
  }

  @Test func aResponsesInputIsCountedAsTheConversationThatItStandsFor() throws {
    let chat = try prompt(
      #"{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Which tide?"}]}"#)
    #expect(try prompt(#"{"instructions":"Be brief.","input":"Which tide?"}"#) == chat)
    #expect(try prompt(#"{"instructions":"Be brief.","input":[{"role":"user","content":"Which tide?"}]}"#) == chat)
    #expect(
      try prompt(
        #"{"instructions":"Be brief.","input":[{"role":"user","content":[{"type":"input_text","text":"Which tide?"}]}]}"#
      ) == chat)
    #expect(try prompt(#"{"system":"Be brief.","messages":[{"role":"user","content":"Which tide?"}]}"#) == chat)
  }

  @Test(arguments: [
    #""previous_response_id":"resp_1""#, #""data_sources":[{"type":"azure_search"}]"#,
    #""tools":[{"type":"web_search"}]"#, #""best_of":3,"n":2"#,
    #""response_format":{"type":"json_schema","json_schema":{}}"#,
  ])
  func whatTheRequestDoesNotShowMakesALowerBound(_ member: String) throws {
    #expect(try prompt(#"{"messages":[{"role":"user","content":"tide"}],\#(member)}"#)?.limits == .unseen)
    #expect(try prompt(#"{"messages":[{"role":"user","content":"tide"}],"n":2}"#)?.limits == [])
  }

  @Test func propertiesWithinPropertiesAreCountedAlike() throws {
    func body(_ properties: String) -> String {
      #"{"messages":[{"role":"user","content":"t"}],"tools":[{"type":"function","function":{"name":"f","description":"d","#
        + #""parameters":{"type":"object","properties":\#(properties)}}}]}"#
    }
    let flat = try #require(try prompt(body(#"{"crate":{"type":"object"}}"#)))
    let lot = #"{"lot":{"type":["string","null"],"description":"Its lot."}}"#
    let deep = try #require(try prompt(body(#"{"crate":{"type":"object","properties":\#(lot)}}"#)))
    let list = try #require(try prompt(body(#"{"crate":{"type":"object","items":{"properties":\#(lot)}}}"#)))
    #expect(deep.o200kTokens - flat.o200kTokens == 6 + tokens("lot:string|null:Its lot"))
    #expect(list == deep)
  }

  @Test func aPictureIsMeasuredWhereTheRequestHoldsIt() throws {
    func picture(_ url: String, _ detail: String) throws -> TextEstimate? {
      try prompt(
        """
        {"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"\(url)","detail":"\(detail)"}}]}]}
        """)
    }
    // The first 24 bytes of a PNG file of 600 by 400.
    let held = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAlgAAAGQ"
    let high = try #require(try picture(held, "high"))
    #expect([high.images, high.tiles, high.patches] == [1, 2, 19 * 13])
    #expect(high.limits.isEmpty)
    #expect(try picture(held, "low")?.tiles == 0)
    let remote = "https://pictures.harbourfoods.example/crate.png"
    #expect(try picture(remote, "low")?.limits == [])
    #expect(try picture(remote, "auto")?.limits == .unseen)
    #expect(try picture("data:image/png;base64,AAAA", "high")?.limits == .unseen)
  }

  @Test(
    arguments: [
      [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0x58, 0, 0, 1, 0x90],
      Array("GIF89a".utf8) + [0x58, 2, 0x90, 1],
      [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xFF, 0xC2, 0, 17, 8, 1, 0x90, 2, 0x58, 3],
      Array("RIFF....WEBPVP8 ....".utf8) + [0, 0, 0, 0x9D, 1, 0x2A, 0x58, 2, 0x90, 1],
      Array("RIFF....WEBPVP8L....".utf8) + [0x2F, 0x57, 0xC2, 0x63, 0, 0, 0, 0, 0, 0],
      Array("RIFF....WEBPVP8X....".utf8) + [0, 0, 0, 0, 0x57, 2, 0, 0x8F, 1, 0],
    ] as [[UInt8]])
  func theBeginningOfAPictureTellsItsSize(_ file: [UInt8]) {
    #expect(PixelSize(file: file) == PixelSize(width: 600, height: 400))
    for length in 0..<file.count { _ = PixelSize(file: Array(file.prefix(length))) }
  }

  @Test func ofARequestThatWasCutTheBeginningIsCounted() throws {
    let cut = try #require(try prompt(#"{"messages":[{"role":"user","content":"Which boat carr"#))
    #expect(cut.o200kTokens == 6 + tokens("user") + tokens("Which boat carr"))
    #expect(cut.limits == .cut)
  }

  @Test func ofAnAnswerThatWasCutTheBeginningIsCounted() throws {
    let cut = #"{"choices":[{"finish_reason":"length","message":{"role":"assistant","content":"The boat has do"#
    #expect(try answer(cut)?.o200kTokens == tokens("The boat has do"))
    #expect(try answer(cut)?.limits == .cut)
    #expect(try AnswerBody.read(text: cut)?.isWhole == false)
  }

  /// Whatever the place of the cut, what is closed is JSON, and nothing is invented.
  @Test func anyBeginningOfABodyCanBeClosed() throws {
    let whole = #"{"a":[1,2.5,{"b":"x\"\u00e9\n y"},true,null],"c" : {"d":[[],{}],"e":-3},"f":"häring 🐟"}"#
    let bytes = Array(whole.utf8)
    for length in 1...bytes.count {
      let beginning = String(decoding: bytes.prefix(length), as: UTF8.self)
      let nested = NestedJSON()
      defer { nested.reset() }  // Values live as long as their parser.
      let value = try #require(BodyJSON.openEnded(beginning, nested), "\(beginning)")
      #expect(value.isObject, "\(beginning)")
      let kept = value.compactText.filter { $0.isLetter || $0.isNumber }
      #expect(kept.count <= beginning.filter { $0.isLetter || $0.isNumber }.count, "\(beginning)")
    }
    for text in ["", "x", "}", #"{"a"]"#] {
      let isClosed = BodyJSON.openEnded(text, NestedJSON()) != nil
      #expect(!isClosed, "\(text)")
    }
  }

  // MARK: Answers

  @Test func allChoicesTheirCallsAndRefusalsAreCounted() throws {
    let answer = try answer(
      """
      {"object":"chat.completion","id":"chatcmpl-1","choices":[{"index":0,"message":{"content":"cod"}},\
      {"index":1,"message":{"refusal":"I will not"}},{"index":2,"message":{"tool_calls":[{"function":\
      {"name":"tide","arguments":"{\\"port\\":1}"}}]}}]}
      """)
    let expected = tokens("cod") + tokens("I will not") + tokens("tide") + tokens(#"{"port":1}"#)
    #expect(answer?.o200kTokens == expected)
    #expect(answer?.limits == [])
  }

  @Test func aStreamIsCountedForWhatCame() throws {
    let events = ["The boat", " has do", "ck 2."].map {
      #"data: {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"\#($0)"}}]}"#
        + "\n\n"
    }.joined()
    #expect(try answer(events + "data: [DONE]\n\n")?.o200kTokens == tokens("The boat has dock 2."))
    #expect(try answer(events + "data: [DONE]\n\n")?.limits == [])
    #expect(try answer(events)?.o200kTokens == tokens("The boat has dock 2."))
    #expect(try answer(events)?.limits == .cut)
  }

  @Test func oneEventOfAStreamSaysNothingOfTheAnswersLength() throws {
    let chunk = #"{"id":"a","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"cod"}}]}"#
    #expect(try answer(chunk) == nil)
    #expect(try answer(#"{"error":{"code":"429"}}"#) == nil)
  }

  @Test func toolCallsOfOtherMakersHaveTheirArgumentsAsJSON() throws {
    let body = """
      {"type":"message","role":"assistant","content":[{"type":"tool_use","name":"tide","input":{"port":"Kiel","n":[1,true]}}]}
      """
    #expect(try answer(body)?.o200kTokens == tokens("tide") + tokens(#"{"port":"Kiel","n":[1,true]}"#))
  }

  @Test func oneInSixteenAnswersThatTellTheirUsageIsCounted() throws {
    let counted = try (0..<1600).filter { number in
      let body = """
        {"object":"chat.completion","id":"chatcmpl-\(number)","choices":[{"message":{"content":"cod"}}],\
        "usage":{"prompt_tokens":9,"completion_tokens":1}}
        """
      return try answer(body) != nil
    }
    #expect((60...140).contains(counted.count))
  }
}
