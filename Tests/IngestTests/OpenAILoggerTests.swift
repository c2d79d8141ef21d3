import ChargebackModel
import Testing

@testable import Ingest

private func event(
  guid: String? = "g-1", apimRequestId: String? = "a-1", date: String? = "Tue, 20 Oct 2026 14:00:03 GMT",
  input: String = "140", output: String = "60"
) -> String {
  let response =
    [apimRequestId.map { #""apim-request-id":"\#($0)""# }, date.map { #""date":"\#($0)""# }].compactMap { $0 }
    + [#""x-ms-region":"Sweden Central""#, #""Content-Type":"application/json""#]
  let token = JSONWebToken.bearing(#"{"oid":"object-1","azp":"app-1"}"#)
  return #"""
    {"Type":"openai-logger",\#(guid.map { #""message_guid":"\#($0)","# } ?? "")\#
    "req_headers":{"host":"h","api-key":"SECRETKEY-1","authorization":"Bearer \#(token)"},\#
    "resp_headers":{\#(response.joined(separator: ","))},"prompt":"CONFIDENTIAL-PROMPT","model":"Assist",\#
    "streaming":"false","completion":"CONFIDENTIAL-PROMPT","prompt_tokens":\#(input),"completion_tokens":\#(output),\#
    "total_tokens":200,"client_ip":"10.0.0.4","response_time":0.812}
    """#
}

@Test func anEventTellsTokensCallerAndTheServicesKeyTogether() throws {
  let fragment = try #require(try ReadRecord.one(event()).fragment)
  let call = fragment.call
  #expect(fragment.keys == [CallKey(.apimRequestId, "a-1")])
  #expect(call.when == "2026-10-20T14:00:03Z")
  #expect(call.gatewayDurationMs?.value == 812)
  #expect(call.profile.gatewayCarriesKey)
  #expect(call.profile[.deployment] == "assist")
  #expect(call.profile[.bodyModel] == nil)
  #expect(call.profile[.region] == "swedencentral")
  #expect(call.profile[.callerIp] == "10.0.0.4")
  #expect(call.profile[.objectId] == "object-1")
  #expect(call.profile[.appId] == "app-1")
  #expect(call.profile[.apiKey] == Credential.fingerprint(ofKey: "SECRETKEY-1"))
}

@Test func neitherContentsNorKeysNorTokensAreKept() throws {
  let fragment = try #require(try ReadRecord.one(event()).fragment)
  for secret in ["CONFIDENTIAL", "SECRETKEY", "eyJhbGci"] { #expect(!"\(fragment)".contains(secret)) }
}

/// A phantom: the headers of a refused call beside the counts and the guid of an earlier answer. Which event is true is
/// settled where all of them are known, so each only claims.
@Test func countsBesideAGuidAreAClaimAndNotYetTheCalls() throws {
  let fragment = try #require(try ReadRecord.one(event()).fragment)
  #expect(fragment.call.reported == TokenUsage())
  #expect(
    fragment.claim
      == UsageClaim(
        messageGuid: "g-1", apimRequestId: "a-1", time: TimestampText.parse("2026-10-20T14:00:03Z"),
        usage: TokenUsage(inputTokens: 140, outputTokens: 60)))
}

@Test func anEventOfAnOldVersionWithoutAGuidStatesItsCounts() throws {
  let fragment = try #require(try ReadRecord.one(event(guid: nil)).fragment)
  #expect(fragment.claim == nil)
  #expect(fragment.call.tokens == [140, 60])
  #expect(fragment.keys == [CallKey(.apimRequestId, "a-1")])
}

@Test func anEventWithoutTheServicesKeyIsKnownByItsGuidOrItsDigest() throws {
  let byGuid = try #require(try ReadRecord.one(event(apimRequestId: nil)).fragment)
  #expect(byGuid.keys == [CallKey(.messageId, "g-1")])
  #expect(byGuid.call.tokens == [140, 60])
  #expect(!byGuid.call.profile.gatewayCarriesKey)
  let byDigest = try #require(try ReadRecord.one(event(guid: nil, apimRequestId: nil)).fragment)
  #expect(byDigest.keys.map(\.kind) == [.recordDigest])
}

@Test(arguments: ["-1", "1.5", "\"x\""]) func impossibleCountsOfTheLoggerAreRejected(_ count: String) throws {
  #expect(try ReadRecord.one(event(input: count)).rejection?.code == .impossibleValue)
  #expect(try ReadRecord.one(event(output: count)).rejection?.code == .impossibleValue)
}

@Test func headersThatAreJSONInATextAreReadToo() throws {
  let call = try ReadRecord.call(
    #"{"Type":"openai-logger","resp_headers":"{\"x-ms-region\":\"West Europe\"}","prompt_tokens":1,"completion_tokens":2}"#
  )
  #expect(call.profile[.region] == "westeurope")
}

@Test(arguments: [[0, 1], [1, 0], [0, 1, 1, 0]]) func aPhantomChargesNobodyInWhateverOrder(_ order: [Int]) throws {
  let events = [
    event(guid: "g-1", apimRequestId: "answered", date: "Tue, 20 Oct 2026 14:00:03 GMT"),
    event(guid: "g-1", apimRequestId: "refused", date: "Tue, 20 Oct 2026 14:00:09 GMT")
      .replacing("10.0.0.4", with: "10.0.0.5"),
  ]
  let folder = try TemporaryFolder()
  try folder.write(order.map { events[$0] }.joined(separator: "\n"), "events.jsonl")
  let calls = try ImportedFiles(folder).calls()
  #expect(calls.count == 2)
  #expect(calls[0].contains("10.0.0.4") && calls[0].hasSuffix("inputTokens 140 outputTokens 60"))
  #expect(calls[1].contains("10.0.0.5") && !calls[1].contains("Tokens"))
}
