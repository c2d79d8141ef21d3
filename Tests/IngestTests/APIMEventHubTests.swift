import ChargebackModel
import Testing

@testable import Ingest

private let request = #"""
  {"event-time":"10/5/2026 9:15:00 AM","backend":"harbour-apim.azure-api.net","message-id":"m-1","appid":"APP-1",\#
  "operationname":"ChatCompletions_Create","prompt":null,"messages":"[\r\n CONFIDENTIAL-PROMPT ]"}
  """#
private let response = #"""
  {"event-time":"10/5/2026 9:15:02 AM","backend":"harbour-oai-weu.openai.azure.com","message-id":"m-1",\#
  "appid":"aaa-gateway","choices":"[ CONFIDENTIAL-PROMPT ]","operation":"chat.completion","model":"gpt-4o-2024-08-06",\#
  "modeltime":"297.6268","completion_tokens":"6","prompt_tokens":"14","total_tokens":"20"}
  """#

@Test func aRequestAndItsResponseAreOneCall() throws {
  let call = try ReadRecord.joined(request + "\n" + response)
  #expect(call.when == "2026-10-05T09:15:00Z")
  #expect(call.tokens == [14, 6])
  #expect(call.profile[.resource] == "harbour-oai-weu")
  #expect(call.profile[.bodyModel] == "gpt-4o-2024-08-06")
  #expect(call.profile[.operation] == "ChatCompletions_Create")
  #expect(call.serviceDurationMs?.value == 298)
  #expect(call.profile.sides == .gateway)
  #expect(!call.profile.gatewayCarriesKey)
  #expect(
    try ReadRecord.all(request + response).map { $0.fragment?.keys } == [
      [CallKey(.messageId, "m-1")], [CallKey(.messageId, "m-1")],
    ])
}

@Test func theCallerIsTheRequestEventsAlsoWhereTheGatewaySignsInItself() throws {
  let call = try ReadRecord.joined(response + "\n" + request)
  #expect(call.profile[.appId] == "app-1")
  #expect(call.profile.contradictions == ["appId"])
}

@Test func promptsAndAnswersAreNotLookedAt() throws {
  for record in try ReadRecord.all(request + response) {
    let fragment = try #require(record.fragment)
    #expect(!"\(fragment)".contains("CONFIDENTIAL"))
  }
}

@Test func aRequestWithoutAResponseHasNoTokens() throws {
  let call = try ReadRecord.call(request)
  #expect(call.reported == TokenUsage())
  #expect(call.profile[.bodyModel] == nil)
}

@Test(arguments: [#""14""#, "14", "[14]", "14.0"]) func countsComeAsTextNumbersOrLists(_ count: String) throws {
  let call = try ReadRecord.call(
    #"{"message-id":"m","event-time":"10/5/2026 9:15:02 AM","completion_tokens":6,"prompt_tokens":\#(count)}"#)
  #expect(call.tokens == [14, 6])
}

@Test(arguments: [
  ("prompt_tokens", "\"-14\""), ("completion_tokens", "1.5"), ("prompt_tokens", "\"12abc\""),
  ("completion_tokens", "9223372036854775807"),
])
func anImpossibleCountRejectsTheRecord(_ name: String, _ value: String) throws {
  let record = try ReadRecord.one(
    #"{"message-id":"m","event-time":"10/5/2026 9:15:02 AM","choices":null,"\#(name)":\#(value)}"#)
  #expect(record.rejection?.code == .impossibleValue)
  #expect(record.rejection?.message.hasPrefix("\(name) is ") == true)
}

@Test func moreCachedThanInputTokensAreImpossible() throws {
  let record = try ReadRecord.one(
    #"{"message-id":"m","completion_tokens":6,"prompt_tokens":14,"prompt_tokens_details":{"cached_tokens":15}}"#)
  #expect(record.rejection?.code == .impossibleValue)
}

@Test func aTotalThatIsNotTheSumIsAContradiction() throws {
  let right = #"{"message-id":"m","completion_tokens":"6","prompt_tokens":"14","total_tokens":"20"}"#
  #expect(try ReadRecord.call(right).profile.contradictions == [])
  #expect(try ReadRecord.call(right.replacing("\"20\"", with: "\"21\"")).profile.contradictions == ["totalTokens"])
}

@Test func anEmbeddingHasProducedNoOutput() throws {
  let call = try ReadRecord.call(
    #"{"event-type":"Response","message-id":"m","operation":"embeddings_create","prompt_tokens":"8","total_tokens":"8"}"#
  )
  #expect(call.tokens == [8, 0])
}

// MARK: Version 2

@Test func version2KnowsTheProductInsteadOfTheCaller() throws {
  let call = try ReadRecord.joined(
    #"""
    {"event-type":"Request","event-time":"10/20/2026 11:00:00 PM","backend":"harbour-apim.azure-api.net",\#
    "message-id":"m-2","operation":"ChatCompletions_Create","model":"","prompt":"","messages":""}
    {"event-type":"Response","event-time":"10/20/2026 11:00:01 PM","backend":"harbour-oai-weu.openai.azure.com",\#
    "message-id":"m-2","choices":"[]","operation":"ChatCompletions_Create","apiId":"openai","productId":"logistics",\#
    "model":"gpt-4o-mini","modeltime":"","completion_tokens":"3","prompt_tokens":"5","total_tokens":"8"}
    """#)
  #expect(call.when == "2026-10-20T23:00:00Z")
  #expect(call.tokens == [5, 3])
  #expect(call.profile[.appId] == nil)
  #expect(call.profile[.productId] == "logistics")
  #expect(call.profile[.bodyModel] == "gpt-4o-mini")
  #expect(call.profile[.operation] == "ChatCompletions_Create")
  #expect(call.serviceDurationMs == nil)
}

@Test func aVersion2RequestThatNamesAModelStaysARequest() throws {
  let call = try ReadRecord.call(
    #"{"event-type":"Request","message-id":"m","operation":"ChatCompletions_Create","model":"my-alias","appid":"a"}"#)
  #expect(call.profile.facts[.appId] == Ranked("a", .gatewayRequest))
  #expect(call.profile[.bodyModel] == nil)
}

@Test func anOperationThatVersion2DoesNotKnowHasNoTokens() throws {
  let call = try ReadRecord.call(
    #"{"event-type":"Response","message-id":"m","operation":"Creates a model response","productId":"p","modeltime":""}"#
  )
  #expect(call.reported == TokenUsage())
  #expect(call.profile[.productId] == "p")
}

// MARK: Three events

@Test func requestAnswerAndChargebackEventAreOneCallAndNothingIsAdded() throws {
  let events = [
    #"{"event-time":"10/7/2026 8:00:00 AM","backend":"g","message-id":"m-3","appid":"app-3","operationname":"c"}"#,
    #"""
    {"event-time":"10/7/2026 8:00:02 AM","backend":"harbour-oai-weu.openai.azure.com","response-time":"812.4",\#
    "message-id":"m-3","appid":"app-3","choices":"[]","operation":"chat.completion","model":"gpt-4o"}
    """#,
    #"""
    {"event-time":"10/7/2026 8:00:02 AM","message-id":"m-3","appid":"app-3","operation":"chat.completion",\#
    "model":"gpt-4o","modeltime":"812.4","completion_tokens":"60","prompt_tokens":"140","total_tokens":"200"}
    """#,
  ]
  let once = try ReadRecord.joined(events.joined(separator: "\n"))
  #expect(once.tokens == [140, 60])
  #expect(once.when == "2026-10-07T08:00:00Z")
  #expect(once.serviceDurationMs?.value == 812)
  #expect(once.profile.contradictions == [])
  for order in [[1, 2, 0], [2, 1, 0], [0, 2, 1], [2, 2, 1, 0, 1]] {
    #expect(try ReadRecord.joined(order.map { events[$0] }.joined()) == once)
  }
}

private let withoutMessageId = #"""
  {"event-time":"4/27/2023 8:00:02 AM","appid":"app-4","OperationName":"Complete a text","operation":"text_completion",\#
  "model":"gpt-35-turbo","modeltime":"411.0725","prompt":"CONFIDENTIAL-PROMPT","response":"CONFIDENTIAL-PROMPT",\#
  "completion_tokens":"12","prompt_tokens":"51","total_tokens":"63"}
  """#

@Test func theFirstThreeEventVersionsResponseStandsAloneAndSaysSo() throws {
  let record = try ReadRecord.one(withoutMessageId)
  #expect(record.notices == [.missingKey])
  #expect(record.fragment?.keys.map(\.kind) == [.recordDigest])
  #expect(record.fragment?.call.tokens == [51, 12])
  #expect(record.fragment?.call.profile[.appId] == "app-4")
  #expect(!"\(record.fragment!)".contains("CONFIDENTIAL"))
}

@Test func aCopyOfARecordWithoutAKeyHasTheSameDigestWhateverItsTransportAdded() throws {
  let key = try #require(try ReadRecord.one(withoutMessageId).fragment).keys
  let turned = #"""
    {"PartitionId":1,"total_tokens":"63","prompt_tokens":"51","completion_tokens":"12","response":"CONFIDENTIAL-PROMPT",\#
    "prompt":"CONFIDENTIAL-PROMPT","modeltime":"411.0725","model":"gpt-35-turbo","operation":"text_completion",\#
    "OperationName":"Complete a text","appid":"app-4","event-time":"4/27/2023 8:00:02 AM",\#
    "EventEnqueuedUtcTime":"2023-04-27T08:00:03.1Z","EventProcessedUtcTime":"2023-04-27T08:00:04.1Z"}
    """#
  #expect(try ReadRecord.one(turned).fragment?.keys == key)
  #expect(try ReadRecord.one(withoutMessageId.replacing("51", with: "52")).fragment?.keys != key)
}

// MARK: Times

@Test func aTimeOfNewerICUIsRead() throws {
  let call = try ReadRecord.call("{\"message-id\":\"m\",\"event-time\":\"10/26/2026 1:05:09\u{202F}PM\"}")
  #expect(call.when == "2026-10-26T13:05:09Z")
}

@Test func theTimeOfTheHubStandsInOnlyWhereTheEventHasNone() throws {
  let hub = #""EventEnqueuedUtcTime":"2026-10-26T14:00:00.1234567Z""#
  #expect(try ReadRecord.call("{\"message-id\":\"m\",\(hub)}").when == "2026-10-26T14:00:00.123Z")
  let own = #""event-time":"10/26/2026 1:05:09 PM""#
  #expect(try ReadRecord.call("{\"message-id\":\"m\",\(hub),\(own)}").when == "2026-10-26T13:05:09Z")
}

@Test func aDayThatCanOnlyStandFirstIsReadSo() throws {
  let event = #"{"message-id":"m","event-time":"26/10/2026 13:05:09"}"#
  #expect(try ReadRecord.call(event).when == "2026-10-26T13:05:09Z")
}

@Test func eventsInCSVAreRead() throws {
  let call = try ReadRecord.joined(
    "message-id,event-time,appid,prompt_tokens,completion_tokens,choices\r\nm,10/5/2026 9:15:00 AM,a,14,6,[]\r\n")
  #expect(call.tokens == [14, 6])
  #expect(call.profile[.appId] == "a")
}
