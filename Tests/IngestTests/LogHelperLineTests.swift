import ChargebackModel
import Testing

@testable import Ingest

@Suite struct LogHelperLineTests {
  private func line(
    _ body: String, request: String = "host: h | ", response: String = "apim-request-id: a-1 | x-ms-region: East US | ",
    method: String = "POST", status: String = "200"
  ) -> String {
    #"10.1.2.3 - - [09/Sep/2026:10:12:31 +0200] "\#(method) /openai/deployments/Chat-Prod/chat/completions?v=1 "#
      + #"HTTP/1.1" \#(status) 9 "-" "client" "-" ||| "\#(request)" ||| "\#(response)" ||| " \#(body)""# + "\n"
  }

  private let answer = #"{\x22id\x22:\x22chatcmpl-1\x22,\x22object\x22:\x22chat.completion\x22,"#

  @Test func readsTheLineWithItsEscapes() throws {
    let body =
      answer + #"\x22usage\x22:{\x22prompt_tokens\x22:12,\x22completion_tokens\x22:3,\x22total_tokens\x22:15}}"#
    let read = try ReadRecord.one(line(body))
    let call = try #require(read.fragment).call
    #expect(read.format == "openai-log-helper-proxy-nginx")
    #expect(read.fragment?.keys == [CallKey(.responseId, "chatcmpl-1"), CallKey(.apimRequestId, "a-1")])
    #expect(call.when == "2026-09-09T08:12:31Z")
    #expect(call.tokens == [12, 3])
    #expect(call.profile[.callerIp] == "10.1.2.3")
    #expect(call.profile[.deployment] == "chat-prod")
    #expect(call.profile[.region] == "eastus")
    #expect(call.profile[.statusCode] == "200")
  }

  @Test func spacesBetweenBuffersAreNoPartOfTheAnswer() throws {
    let body = answer + #"\x22usa ge\x22:{\x22prompt_ tokens\x22:1 2,\x22completion_tokens\x22:3,\x22x\x22:nul l}}"#
    #expect(try ReadRecord.call(line(body)).tokens == [12, 3])
  }

  @Test func theTokenTellsTheCallerAndIsGone() throws {
    let token = JSONWebToken.bearing(#"{"oid":"OID-1","azp":"APP-1"}"#)
    let call = try ReadRecord.call(line("{}", request: "authorization: Bearer \(token) | api-key: SECRETKEY1 | "))
    #expect(call.profile[.objectId] == "oid-1")
    #expect(call.profile[.appId] == "app-1")
    #expect(call.profile[.apiKey]?.hasPrefix("key-") == true)
    #expect(!"\(call)".contains("SECRETKEY"))
    #expect(!"\(call)".contains(token))
  }

  @Test func aListingOfModelsIsNoCall() throws {
    #expect(try ReadRecord.one(line("{}", method: "GET")).isNoCall)
  }

  @Test func aRefusedCallHasAStatusAndNoCounts() throws {
    let call = try ReadRecord.call(line(#"{\x22error\x22:{\x22code\x22:\x22429\x22}}"#, status: "429"))
    #expect(call.profile[.statusCode] == "429")
    #expect(call.reported == TokenUsage())
  }

  @Test func aLineCutBetweenItsPartsIsSaidToBeCut() throws {
    let cut = line("{}").split(separator: " ||| ").dropLast().joined(separator: " ||| ")
    #expect(try ReadRecord.one(cut).rejection?.code == .cutShort)
  }

  @Test func aLineOfAnotherLogIsNone() throws {
    #expect(try ReadRecord.one(#"something else" ||| "a" ||| "b" ||| "c""#).rejection?.code == .malformed)
  }

  @Test func linesStandAmongJSONLines() throws {
    let event = #"{"Type":"openai-log-helper-proxy","resp_headers":{"apim-request-id":"a-1"},"num_tokens":3}"#
    let formats = try ReadRecord.all(line("{}") + event + "\n" + line("{}")).map(\.format)
    #expect(formats == ["openai-log-helper-proxy-nginx", "openai-log-helper-proxy", "openai-log-helper-proxy-nginx"])
  }
}
