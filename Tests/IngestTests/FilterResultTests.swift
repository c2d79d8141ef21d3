import ChargebackModel
import Testing

@testable import Ingest

private func marks(_ body: String) throws -> [String] {
  try #require(try AnswerBody.read(text: body)).filterMarks.map(words)
}

private func words(_ mark: FilterMark) -> String {
  "\(mark.side.name) \(mark.category.rawValue) \(mark.severity?.name ?? "-") \(mark.isFiltered ? "stopped" : "marked")"
}

private let safe = #""hate":{"filtered":false,"severity":"safe"},"jailbreak":{"detected":false,"filtered":false}"#

@Suite struct FilterResultTests {
  @Test func whatIsSafeLeavesNoMark() throws {
    let body = """
      {"choices":[{"content_filter_results":{\(safe)},"finish_reason":"stop","index":0,"message":{"content":"x"}}],\
      "object":"chat.completion","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{\(safe)}}]}
      """
    #expect(try marks(body) == [])
  }

  @Test func ofPromptAndAnswerTheFindingsAreKept() throws {
    let body = """
      {"choices":[{"content_filter_results":{"protected_material_code":{"detected":true,"filtered":false,"citation":\
      {"URL":"SECRET","license":"SECRET"}},"error":{"code":"content_filter_error","message":"SECRET"}},"index":0,\
      "finish_reason":"stop","message":{"content":"x"}},{"content_filter_results":{"Self-Harm":{"filtered":true,\
      "severity":"High"}},"finish_reason":"content_filter","index":1}],"object":"chat.completion",\
      "prompt_filter_results":[{"prompt_index":0,"content_filter_results":{\(safe),"sexual":{"filtered":false,\
      "severity":"low"},"profanity":{"detected":true,"filtered":true}}}]}
      """
    #expect(
      try marks(body) == [
        "prompt profanity - stopped", "prompt sexual low marked", "completion protected_material_code - marked",
        "completion self_harm high stopped",
      ])
    #expect(try AnswerBody.read(text: body)?.contentFilter == "completion")
  }

  @Test(arguments: [
    #"[{"filtered":true,"id":"SECRETLIST"},{"filtered":false,"id":"other"}]"#,
    #"{"filtered":true,"details":[{"filtered":true,"id":"SECRETLIST"}]}"#,
  ]) func anErrorTellsWhyThePromptWasStoppedAndNoListsName(_ lists: String) throws {
    let body = """
      {"error":{"code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation",\
      "content_filter_result":{\(safe),"custom_blocklists":\(lists)}}}}
      """
    #expect(try marks(body) == ["prompt custom_blocklists - stopped"])
  }

  @Test func theEventsOfAStreamAreTakenTogether() throws {
    let body = """
      data: {"choices":[],"id":"","prompt_filter_results":[{"content_filter_results":{"violence":{"filtered":false,"severity":"low"}}}]}

      data: {"choices":[{"content_filter_results":{"hate":{"filtered":false,"severity":"low"}},"delta":{"content":"a"},"index":0}],"id":"chatcmpl-1","object":"chat.completion.chunk"}

      data: {"choices":[{"content_filter_results":{"hate":{"filtered":true,"severity":"high"}},"delta":{},"finish_reason":"content_filter","index":0}],"id":"chatcmpl-1","object":"chat.completion.chunk"}

      data: [DONE]
      """
    #expect(try marks(body) == ["prompt violence low marked", "completion hate high stopped"])
  }

  @Test func responsesAndImagesHaveTheirsInPlacesOfTheirOwn() throws {
    let response = """
      {"object":"response","id":"resp_1","status":"incomplete","content_filters":[{"blocked":false,"source_type":"prompt",\
      "content_filter_results":{"indirect_attack":{"detected":true,"filtered":false}}},{"blocked":true,"source_type":\
      "completion","content_filter_results":{"Harbour phone numbers":{"detected":true,"filtered":true}}}],"output":[]}
      """
    #expect(try marks(response) == ["prompt indirect_attack - marked", "completion other - stopped"])
    let images = """
      {"created":1789372800,"data":[{"url":"u","content_filter_results":{"sexual":{"filtered":false,"severity":"low"}},\
      "prompt_filter_results":{"profanity":{"detected":true,"filtered":false}}}]}
      """
    #expect(try marks(images) == ["prompt profanity - marked", "completion sexual low marked"])
  }

  @Test func choicesThatStandInATextAreReadForTheirFindings() throws {
    func event(_ results: String, _ reason: String) -> String {
      let choices =
        #"[{"content_filter_results":{\#(results)},"finish_reason":"\#(reason)","index":0,"message":{"content":"x"}}]"#
      return """
        {"event-time":"6/22/2026 1:58:43 PM","message-id":"m1","choices":"\(choices.replacing("\"", with: "\\\""))",\
        "model":"gpt-4o","modeltime":"297.6","completion_tokens":"6","prompt_tokens":"14","total_tokens":"20"}
        """
    }
    let stopped = try ReadRecord.call(event(#""violence":{"filtered":true,"severity":"medium"}"#, "content_filter"))
    #expect(stopped.filterMarks.map(words) == ["completion violence medium stopped"])
    #expect(stopped.profile[.contentFilter] == "completion")
    let plain = try ReadRecord.call(event(safe, "stop"))
    #expect(plain.filterMarks == [] && plain.profile[.contentFilter] == nil)
  }
}
