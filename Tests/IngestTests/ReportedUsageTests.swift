import ChargebackModel
import Testing

@testable import Ingest

struct ReportedUsageTests {
  private func read(_ text: String, images: Bool = false) throws -> TokenUsage {
    let field = Field(.text(text), nested: NestedJSON())
    return try ReportedUsage.read(try #require(field.record), images: images)
  }

  @Test func readsEveryDetailThatIsBilled() throws {
    let usage = try read(
      """
      {"prompt_tokens":1000,"prompt_tokens_details":{"audio_tokens":300,"cached_tokens":200,"cache_write_tokens":100,\
      "text_tokens":700,"image_tokens":50,"cached_tokens_details":{"audio_tokens":80}},"completion_tokens":400,\
      "completion_tokens_details":{"accepted_prediction_tokens":10,"audio_tokens":120,"reasoning_tokens":60,\
      "rejected_prediction_tokens":30},"total_tokens":1400}
      """)
    #expect(
      usage.quantities() == [
        .input: 480, .cachedInput: 120, .cacheWrite: 100, .audioInput: 220, .cachedAudioInput: 80, .output: 280,
        .audioOutput: 120,
      ])
    #expect(usage.reasoningTokens == 60)
    #expect(usage[.imageInputTokens] == nil, "in a chat images are input like any other")
  }

  @Test func everyTokenOfAnImageAnswerIsOnOneMeter() throws {
    let text = #"{"input_tokens":50,"input_tokens_details":{"image_tokens":30},"output_tokens":99}"#
    #expect(try read(text, images: true).quantities() == [.input: 20, .imageInput: 30, .imageOutput: 99])
  }

  @Test(arguments: [
    #"{"prompt_tokens":10,"prompt_tokens_details":{"cached_tokens":11}}"#,
    #"{"prompt_tokens":10,"prompt_tokens_details":{"cached_tokens":6,"cache_write_tokens":6}}"#,
    #"{"prompt_tokens":10,"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":6}}"#,
    #"{"prompt_tokens":10,"prompt_tokens_details":{"audio_tokens":11}}"#,
    #"{"prompt_tokens":-1}"#, #"{"prompt_tokens":"many"}"#,
    #"{"prompt_tokens":9223372036854775807,"completion_tokens":1}"#,
    #"{"input_tokens":1,"cache_read_input_tokens":9223372036854775807}"#,
  ])
  func refusesWhatCannotBe(_ text: String) {
    #expect(throws: Rejection.self) { try read(text) }
  }

  @Test func countsMayBeTextsAndOtherWordsMayStandBesideThem() throws {
    let usage = try read(#"{"prompt_tokens":"14","completion_tokens":[8],"total_tokens":"22","cached_tokens":"4"}"#)
    #expect(usage == TokenUsage(inputTokens: 14, cachedInputTokens: 4, outputTokens: 8))
  }

  @Test func anOutputThatNobodyCountsIsUnknownUnlessTheTotalSaysNone() throws {
    #expect(try read(#"{"prompt_tokens":14}"#).outputTokens == nil)
    #expect(try read(#"{"prompt_tokens":14,"total_tokens":14}"#).outputTokens == 0)
  }
}
