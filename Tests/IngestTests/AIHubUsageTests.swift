import ChargebackModel
import Testing

@testable import Ingest

private func record(_ counts: String, id: String = "chatcmpl-1", model: String = "gpt-4o", more: String = "") -> String
{
  #"""
  {"id":"\#(id)","timestamp":"10/8/2026 2:45:56 PM","appId":"APP-1","subscriptionId":"master","productName":"Care",\#
  "targetService":"chat.completion","model":"\#(model)","gatewayName":"h","RequestIp":"10.1.1.1","operationName":"NA",\#
  "sessionId":"NA","endUserId":"NA","routeLocation":"West Europe","routeName":"WestEurope","deploymentName":"Chat-Prod",\#
  \#(counts)\#(more)}
  """#
}

@Test(arguments: [
  #""promptTokens":15000,"responseTokens":5000,"totalTokens":20000"#,
  #""promptTokens":"15000","responseTokens":"5000","totalTokens":"20000""#,
])
func aUsageRecordTellsACall(_ counts: String) throws {
  let read = try ReadRecord.one(record(counts))
  let call = try #require(read.fragment).call
  #expect(read.fragment?.keys == [CallKey(.responseId, "chatcmpl-1")])
  #expect(call.when == "2026-10-08T14:45:56Z")
  #expect(call.tokens == [15000, 5000])
  #expect(call.profile[.appId] == "app-1")
  #expect(call.profile[.subscriptionId] == "master")
  #expect(call.profile[.productId] == "Care")
  #expect(call.profile[.deployment] == "chat-prod")
  #expect(call.profile[.region] == "westeurope")
  #expect(call.profile[.operation] == "ChatCompletions_Create")
  #expect(call.profile[.statusCode] == "200")
}

@Test(arguments: [
  #""promptTokens":1,"responseTokens":0,"totalTokens":1"#,
  #""promptTokens":"1","responseTokens":"0","totalTokens":"1""#,
])
func theInvented101IsUnknownAndNotOneToken(_ counts: String) throws {
  #expect(try ReadRecord.call(record(counts)).reported == TokenUsage())
}

@Test func aTrueCountOfOneStays() throws {
  #expect(try ReadRecord.call(record(#""promptTokens":1,"responseTokens":1"#)).tokens == [1, 1])
}

@Test func theHoursSumOfStreamsIsNoCall() throws {
  let sum = record(#""promptTokens":"900","responseTokens":"80""#, id: "streaming-1", model: "streaming")
  #expect(try ReadRecord.one(sum).isNoCall)
}

@Test func theWordNAMeansMissing() throws {
  let text = record(#""promptTokens":5,"responseTokens":6"#)
  let call = try ReadRecord.call(
    text.replacing("APP-1", with: "NA").replacing("Chat-Prod", with: "NA").replacing("master", with: "NA"))
  for fact in [Fact.appId, .deployment, .subscriptionId] { #expect(call.profile[fact] == nil) }
}

@Test func cosmosAndStreamAnalyticsMayAddFieldsOfTheirOwn() throws {
  let counts = #""promptTokens":5,"responseTokens":6"#
  let more =
    #","_rid":"x==","_ts":1791470760,"EventProcessedUtcTime":"2026-10-08T15:00:00.1234567Z","PartitionId":1,"#
    + #""EventEnqueuedUtcTime":"2026-10-08T14:45:58.1234567Z""#
  let plain = try #require(try ReadRecord.one(record(counts)).fragment)
  let added = try #require(try ReadRecord.one(record(counts, more: more)).fragment)
  #expect(plain.keys == added.keys)
  #expect(plain.call == added.call)
}

@Test func aUsageRecordWithoutItsIdIsRejected() throws {
  let read = try ReadRecord.one(record(#""promptTokens":5,"responseTokens":6"#, id: ""))
  #expect(read.rejection?.code == .missingKey)
}
