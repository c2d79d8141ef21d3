import ChargebackModel
import Testing

@testable import Ingest

private let resourceId =
  "/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.COGNITIVESERVICES/ACCOUNTS/HARBOUR-OAI-SWC"
private let properties = #"""
  {"apiName":"Azure OpenAI API version 2024-10-21","requestTime":639280800000000000,"requestLength":128,\#
  "responseTime":639280800012340000,"responseLength":1411,"objectId":"OBJECT-1","streamType":"Non-Streaming",\#
  "modelDeploymentName":"Assist","modelName":"gpt-4.1-mini","modelVersion":"2025-04-14"}
  """#

/// A RequestResponse record with whatever is to be otherwise.
private func record(
  category: String = "RequestResponse", operation: String = "ChatCompletions_Create", duration: String = "1230",
  properties: String? = properties, time: String? = "2026-10-20T08:00:04.4350000Z", id: String? = "c-1"
) -> String {
  let members: [String?] = [
    #""Tenant":"swedencentral","callerIpAddress":"81.2.69.***","category":"\#(category)""#,
    id.map { #""correlationId":"\#($0)""# }, #""durationMs":\#(duration),"event":"ShoeboxCallResult""#,
    #""location":"swedencentral","operationName":"\#(operation)","resourceId":"\#(resourceId)""#,
    properties.map { #""properties":\#($0)"# }, #""resultSignature":"200""#, time.map { #""time":"\#($0)""# },
  ]
  return "{" + members.compactMap { $0 }.joined(separator: ",") + "}"
}

private func asText(_ json: String) -> String {
  "\"" + json.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}

@Test func theServiceTellsWhoWhatWhereAndHowLong() throws {
  let fragment = try #require(try ReadRecord.one(record()).fragment)
  let call = fragment.call
  #expect(fragment.keys == [CallKey(.apimRequestId, "c-1")])
  #expect(call.when == "2026-10-20T08:00:00Z", "the ticks of the request, not the record's own time")
  #expect(call.profile.sides == .service)
  #expect(call.profile[.serviceObjectId] == "object-1")
  #expect(call.profile[.objectId] == nil)
  #expect(call.profile[.resource] == "harbour-oai-swc")
  #expect(call.profile[.region] == "swedencentral")
  #expect(call.profile[.deployment] == "assist")
  #expect(call.profile[.serviceModel] == "gpt-4.1-mini")
  #expect(call.profile[.serviceModelVersion] == "2025-04-14")
  #expect(call.profile[.operation] == "ChatCompletions_Create")
  #expect(call.profile[.statusCode] == "200")
  #expect(call.profile[.stream] == "false")
  #expect(call.serviceDurationMs?.value == 1230)
  #expect(call.reported == TokenUsage())
}

@Test func propertiesAreReadAsObjectAndAsText() throws {
  #expect(try ReadRecord.call(record(properties: asText(properties))) == ReadRecord.call(record()))
}

@Test(arguments: ["category", "correlationId", "properties", "resourceId", "resultSignature", "time", "operationName"])
func theLetterCaseOfANameDoesNotMatter(_ name: String) throws {
  let upper = name.prefix(1).uppercased() + name.dropFirst()
  let expected = try ReadRecord.call(record())
  #expect(try ReadRecord.call(record().replacing("\"\(name)\"", with: "\"\(upper)\"")) == expected)
  #expect(try ReadRecord.call(record().replacing("\"\(name)\"", with: "\"\(name.uppercased())\"")) == expected)
}

@Test func theFullerOfTwoRowsWinsFieldByField() throws {
  let nearEmpty = record(properties: #"{"objectId":"","requestTime":639280800000000000}"#)
  #expect(try ReadRecord.joined(nearEmpty + "\n" + record()) == ReadRecord.call(record()))
}

@Test(arguments: ["-1021", "null", "\"\"", "\"x\""])
func aDurationThatCannotBeIsComputedFromTheTicks(_ duration: String) throws {
  #expect(try ReadRecord.call(record(duration: duration)).serviceDurationMs?.value == 1234)
}

@Test func ticksThatRunBackwardsGiveNoDuration() throws {
  let backwards = #"{"requestTime":639280800000000000,"responseTime":639280792000000000}"#
  #expect(try ReadRecord.call(record(duration: "null", properties: backwards)).serviceDurationMs == nil)
}

@Test(arguments: [
  (#"{"requestTime":-9223372036854775808,"responseTime":9223372036854775807}"#),
  (#"{"requestTime":9223372036854775807,"responseTime":-9223372036854775808}"#),
  (#"{"requestTime":0,"responseTime":18446744073709551615}"#), (#"{"requestTime":1e300}"#),
  (#"{"requestTime":"soon"}"#),
])
func ticksThatCannotBeLeaveTheRecordsOwnTime(_ properties: String) throws {
  let call = try ReadRecord.call(record(duration: "-1", properties: properties))
  #expect(call.when == "2026-10-20T08:00:04.435Z")
  #expect(call.serviceDurationMs == nil)
}

@Test(arguments: ["Create_Thread", "Models_List", "Files_Delete", "Deployments_List"])
func operationsThatManageAreNoCalls(_ operation: String) throws {
  #expect(try ReadRecord.one(record(operation: operation, properties: #"{"objectId":"o"}"#)).isNoCall)
}

@Test func auditRecordsAreNoCalls() throws {
  let audit = record(category: "Audit", operation: "ListKey", properties: #"{"objectId":"o"}"#, id: nil)
  #expect(try ReadRecord.one(audit).isNoCall)
}

@Test func aRecordWithoutAKeyStandsAloneAndSaysSo() throws {
  for text in [record(id: nil), record(id: "")] {
    let read = try ReadRecord.one(text)
    #expect(read.notices == [.missingKey])
    #expect(read.fragment?.keys.map(\.kind) == [.recordDigest])
  }
}

@Test func aRecordWithoutAnyTimeIsRejected() throws {
  let read = try ReadRecord.one(record(properties: "{}", time: nil))
  #expect(read.rejection?.code == .missingTime)
}

// MARK: Token counts of the service

private func usage(_ counts: String) -> String {
  record(category: "AzureOpenAIRequestUsage", properties: counts)
}

@Test(arguments: [
  #"{"promptTokens":[100],"cachedTokens":[64],"generatedTokens":[7]}"#,
  #"{"promptTokens":100,"cachedTokens":64,"generatedTokens":7}"#,
  #"{"promptTokens":"100","cachedTokens":["64"],"completionTokens":7}"#,
])
func theServicesOwnCountsAreReadAsListsAndAsNumbers(_ counts: String) throws {
  for text in [usage(counts), usage(asText(counts)), record(properties: counts)] {
    #expect(
      try ReadRecord.call(text).reported == TokenUsage(inputTokens: 100, cachedInputTokens: 64, outputTokens: 7))
  }
}

@Test func theUsageRecordJoinsTheRecordOfItsCall() throws {
  let call = try ReadRecord.joined(usage(#"{"promptTokens":[100],"generatedTokens":[7]}"#) + record())
  #expect(call.tokens == [100, 7])
  #expect(call.profile[.serviceModel] == "gpt-4.1-mini")
  #expect(call.profile.contradictions == [])
}

@Test(arguments: [
  #"{"promptTokens":[10],"cachedTokens":[11],"generatedTokens":[7]}"#, #"{"promptTokens":[-1],"generatedTokens":[7]}"#,
  #"{"promptTokens":[10],"generatedTokens":[1.5]}"#,
])
func impossibleCountsOfTheServiceAreRejected(_ counts: String) throws {
  #expect(try ReadRecord.one(usage(counts)).rejection?.code == .impossibleValue)
}

@Test func theCallersIdIsReadWhereverItStands() throws {
  #expect(try ReadRecord.call(record(properties: #"{"callerObjectId":"O-2"}"#)).profile[.serviceObjectId] == "o-2")
  #expect(
    try ReadRecord.call(record(properties: #"{"objectId":"","callerObjectId":"O-2"}"#)).profile[.serviceObjectId]
      == "o-2")
  let beside = record(properties: #"{"streamType":"Streaming"}"#).replacing(
    "\"Tenant\"", with: "\"objectId\":\"O-3\",\"T\"")
  #expect(try ReadRecord.call(beside).profile[.serviceObjectId] == "o-3")
  #expect(try ReadRecord.call(beside).profile[.stream] == "true")
}
