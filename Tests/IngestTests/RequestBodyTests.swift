import ChargebackModel
import Testing

@testable import Ingest

struct RequestBodyTests {
  @Test func readsAChatRequest() throws {
    let request = try #require(
      RequestBody.read(
        text: """
          {"model":"Chat-Prod","stream":true,"stream_options":{"include_usage":true},"n":2,"max_tokens":50,\
          "service_tier":"priority","messages":[{"role":"system","content":"a"},{"role":"user","name":"jo","content":\
          [{"type":"text","text":"b"},{"type":"image_url","image_url":{"url":"x","detail":"low"}}]}]}
          """))
    #expect(request.isStream == true)
    #expect(request.asksForUsage)
    #expect(request.choices == 2)
    #expect(request.maxTokens == 50)
    #expect(request.serviceTier == "priority")
    #expect(request.characters == nil)
    #expect(request.text.messages.map(\.role) == ["system", "user"])
    #expect(request.text.messages.map(\.text.content) == ["a", "b"])
    #expect(request.text.messages.map(\.images) == [[], [RequestImage(detail: "low", source: nil)]])
    #expect(request.text.messages.last?.name == "jo")
    var call = Call()
    request.state(&call, .gatewayRequest)
    #expect(call.profile[.deployment] == "chat-prod")
    #expect(call.profile[.stream] == "true")
    #expect(call.profile[.serviceTier] == nil, "what was asked for may not be what answered")
  }

  @Test func theAddressKnowsTheDeploymentBetter() throws {
    var call = Call()
    call.profile.state(.deployment, "chat-prod", .gatewayRequest)
    try #require(RequestBody.read(text: #"{"model":"gpt-4o","messages":[]}"#)).state(&call, .gatewayRequest)
    #expect(call.profile[.deployment] == "chat-prod")
  }

  @Test func onlyTextToBeSpokenIsCountedInCharacters() throws {
    let speech = try #require(RequestBody.read(text: #"{"model":"tts","voice":"alloy","input":"Grüße 🐟"}"#))
    #expect(speech.characters == 7)
    let embedding = try #require(RequestBody.read(text: #"{"model":"embed","input":"Grüße"}"#))
    #expect(embedding.characters == nil)
    #expect(embedding.text.prompts == ["Grüße"])
  }

  @Test(arguments: [
    (#"["a","b"]"#, ["a", "b"], Int64(0)), (#"["5"]"#, ["5"], 0), ("[5]", [], 1), ("[[1,2],[3]]", [], 3),
    (#""{\"a\":1}""#, [#"{"a":1}"#], 0),
  ])
  func anInputIsTextsOrTokens(_ input: String, _ prompts: [String], _ tokens: Int64) throws {
    let request = try #require(RequestBody.read(text: #"{"input":\#(input)}"#))
    #expect(request.text.prompts == prompts)
    #expect(request.text.promptTokens == tokens)
    #expect(request.text.messages.isEmpty)
  }

  @Test func aResponsesInputIsAConversation() throws {
    let request = try #require(
      RequestBody.read(
        text: """
          {"model":"chat-prod","instructions":"a","max_output_tokens":9,"input":[{"role":"user","content":\
          [{"type":"input_text","text":"b"},{"type":"input_image","detail":"high"}]}]}
          """))
    #expect(request.text.messages.map(\.text.content) == ["a", "b"])
    #expect(request.text.messages.map(\.images) == [[], [RequestImage(detail: "high", source: nil)]])
    #expect(request.maxTokens == 9)
  }

  @Test func aRequestThatWasCutTellsWhatIsWhole() throws {
    let request = try #require(RequestBody.read(text: #"{"model":"chat-prod","stream":true,"messages":[{"role":"us"#))
    #expect(request.model == "chat-prod")
    #expect(request.isStream == true)
    #expect(!request.isWhole)
    #expect(request.text.messages.map(\.role) == ["us"], "its beginning is counted, as a lower bound")
  }

  @Test(arguments: ["", "x", "[]", "{}", #"{"file":1}"#, "--boundary\r\nContent-Disposition: form-data"])
  func whatIsNoRequestTellsNothing(_ text: String) {
    #expect(RequestBody.read(text: text) == nil)
  }
}
