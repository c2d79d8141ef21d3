import ChargebackModel
import Testing

@testable import Ingest

private let token = JSONWebToken.bearing(#"{"oid":"OBJECT-1","appid":"APP-1","name":"SECRETKEY"}"#)
private let request = #"""
  {"Type":"request","Headers":["Host: harbour-apim.azure-api.net","authorization: Bearer \#(token)",\#
  "Api-Key: SECRETKEY-0123456789abcdef","Accept: a, b"],"EventTime":"10/20/2026 2:00:00 PM","ServiceName":"harbour-apim",\#
  "requestIdHeader":"","RequestId":"r-1","RequestIp":"10.1.2.3","RequestMethod":"POST",\#
  "RequestPath":"/openai/deployments/Assist/chat/completions","RequestQuery":"?api-version=2024-10-21",\#
  "RequestBody":"{\"messages\":[{\"content\":\"CONFIDENTIAL-PROMPT and the body is cut he","OperationName":"Chat"}
  """#

private func response(_ headers: [String] = [], body: String = "not-streaming") -> String {
  let list = headers.map { "\"\($0)\"" }.joined(separator: ",")
  return #"""
    {"Type":"response","Headers":[\#(list)],"EventTime":"10/20/2026 2:00:03 PM","RequestId":"r-1",\#
    "RequestMethod":"POST","ResponseStatusCode":200,"ResponseBody":"\#(body)","OperationName":"Chat",\#
    "Duration":"00:00:02.8123456"}
    """#
}

@Test func requestAndResponseAreOneCallThatTheServicesRecordCanJoin() throws {
  let headers = [
    "apim-request-id: 0F9C2A6E-5B3D-4F4C-9A57-3D5A1B2C3D4E", "x-ms-region: Sweden Central",
    "Content-Type: application/json", "x-ms-deployment-name: assist",
  ]
  let records = try ReadRecord.all(response(headers) + "\n" + request)
  #expect(records.map { $0.fragment!.keys.map(\.kind) } == [[.messageId, .apimRequestId], [.messageId]])
  let call = try ReadRecord.joined(response(headers) + "\n" + request)
  #expect(call.when == "2026-10-20T14:00:00Z")
  #expect(call.gatewayDurationMs?.value == 2812)
  #expect(call.profile.gatewayCarriesKey)
  #expect(call.profile[.deployment] == "assist")
  #expect(call.profile[.operation] == "ChatCompletions_Create")
  #expect(call.profile[.region] == "swedencentral")
  #expect(call.profile[.statusCode] == "200")
  #expect(call.profile[.callerIp] == "10.1.2.3")
  #expect(call.profile[.stream] == "false")
  #expect(call.reported == TokenUsage())
  #expect(call.profile.contradictions == [])
}

@Test func aTokenThatWasLeftInTheHeadersGivesItsClaimsAndIsDropped() throws {
  let fragment = try #require(try ReadRecord.one(request).fragment)
  #expect(fragment.call.profile[.objectId] == "object-1")
  #expect(fragment.call.profile[.appId] == "app-1")
  #expect(!"\(fragment)".contains(String(token.prefix(20))))
  #expect(!"\(fragment)".contains("SECRETKEY"))
  #expect(!"\(fragment)".contains("CONFIDENTIAL"))
}

@Test func ofAnAPIKeyOnlyTheFingerprintIsKept() throws {
  let fragment = try #require(try ReadRecord.one(request).fragment)
  #expect(fragment.call.profile[.apiKey] == Credential.fingerprint(ofKey: "SECRETKEY-0123456789abcdef"))
}

@Test(arguments: [
  (["Content-Type: text/event-stream"], "streaming", "true"),
  (["content-type: text/event-stream; charset=utf-8"], "not-streaming", "true"),
  (["Content-Type: application/json"], "not-streaming", "false"),
  ([], "streaming", "true"),
  ([], "not-streaming", nil),
])
func theContentTypeDecidesWhetherACallWasStreamed(_ headers: [String], _ body: String, _ stream: String?) throws {
  #expect(try ReadRecord.call(response(headers, body: body)).profile[.stream] == stream)
}

@Test func anErrorEventIsPartOfItsCall() throws {
  let record = try ReadRecord.one(
    #"""
    {"Type":"error","EventTime":"10/20/2026 2:00:03 PM","ServiceName":"harbour-apim","RequestId":"r-1",\#
    "RequestIp":"10.1.2.3","OperationMethod":"POST","Duration":"00:01:40","LastErrorMessage":"CONFIDENTIAL-PROMPT"}
    """#)
  #expect(record.fragment?.keys == [CallKey(.messageId, "r-1")])
  #expect(record.fragment?.call.gatewayDurationMs?.value == 100_000)
  #expect(record.fragment?.call.profile.gatewayCarriesKey == false)
  #expect(!"\(record.fragment!)".contains("CONFIDENTIAL"))
}

@Test(arguments: ["RequestMethod", "OperationMethod"]) func aGETIsNoCall(_ name: String) throws {
  let record = try ReadRecord.one(
    #"{"Type":"request","Headers":[],"EventTime":"10/20/2026 2:00:00 PM","RequestId":"r-2","\#(name)":"GET"}"#)
  #expect(record.isNoCall)
}

@Test func anEventWithoutItsRequestIdIsRejected() throws {
  let record = try ReadRecord.one(#"{"Type":"request","EventTime":"10/20/2026 2:00:00 PM","RequestId":""}"#)
  #expect(record.rejection?.code == .missingKey)
}
