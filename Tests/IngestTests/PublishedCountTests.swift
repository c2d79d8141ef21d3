import ChargebackModel
import Testing

@testable import Ingest

/// Counts that OpenAI has published, met exactly.
///
/// Source: OpenAI's cookbook, "How to count tokens with tiktoken", sections 6 and 7, where the API's own counts stand beside
/// them. They hold for the models of each vocabulary alike: `gpt-4` and `gpt-3.5-turbo`, `gpt-4o` and `gpt-4o-mini`. The 127
/// that it gives for `gpt-3.5-turbo-0301`, retired, is not met: its messages cost 4 tokens and its names -1.
struct PublishedCountTests {
  private func prompt(_ body: String) throws -> TextEstimate {
    let request = try #require(RequestBody.read(text: body))
    return try #require(request.estimate.prompt)
  }

  @Test func messagesWithNames() throws {
    let prompt = try prompt(
      """
      {"messages":[
      {"role":"system","content":"You are a helpful, pattern-following assistant that translates corporate jargon into \
      plain English."},
      {"role":"system","name":"example_user","content":"New synergies will help drive top-line growth."},
      {"role":"system","name":"example_assistant","content":"Things working well together will increase revenue."},
      {"role":"system","name":"example_user","content":"Let's circle back when we have more bandwidth to touch base on \
      opportunities for increased leverage."},
      {"role":"system","name":"example_assistant","content":"Let's talk later when we're less busy about how to do \
      better."},
      {"role":"user","content":"This late pivot means we don't have time to boil the ocean for the client deliverable."}]}
      """)
    #expect(prompt.cl100kTokens == 129)
    #expect(prompt.o200kTokens == 124)
    #expect(prompt.limits.isEmpty)
  }

  @Test(arguments: ["tools", "functions"])
  func tools(_ form: String) throws {
    let function = """
      {"name":"get_current_weather","description":"Get the current weather in a given location","parameters":\
      {"type":"object","properties":{"location":{"type":"string","description":"The city and state, e.g. San Francisco, \
      CA"},"unit":{"type":"string","description":"The unit of temperature to return","enum":["celsius","fahrenheit"]}},\
      "required":["location"]}}
      """
    let tool = form == "tools" ? #"{"type":"function","function":\#(function)}"# : function
    let prompt = try prompt(
      """
      {"\(form)":[\(tool)],"messages":[{"role":"system","content":"You are a helpful assistant that can answer to \
      questions about the weather."},{"role":"user","content":"What's the weather like in San Francisco?"}]}
      """)
    #expect(prompt.cl100kTokens == 105)
    #expect(prompt.o200kTokens == 101)
  }

  /// Source: OpenAI's guide "Images and vision", *Calculating costs*: 1024 by 1024 are 4 tiles or 1,024 patches; 2048 by 4096
  /// are 6 tiles, 4096 by 8192 too; 1800 by 2400 are 1,452 patches. The others by its formulas, on paper.
  @Test(arguments: [
    (1024, 1024, Int64(4), Int64(1024)), (2048, 4096, 6, 1458), (4096, 8192, 6, 1458), (1800, 2400, 4, 1452),
    (128, 64, 1, 8), (1, 1, 1, 1),
  ])
  func pictures(_ width: Int, _ height: Int, _ tiles: Int64, _ patches: Int64) throws {
    let size = try #require(PixelSize(width: width, height: height))
    #expect(RequestImage.tiles(size) == tiles)
    #expect(RequestImage.patches(size) == patches)
  }
}
