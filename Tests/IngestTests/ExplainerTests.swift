import ChargebackModel
import Testing

@testable import Ingest

@Suite struct ExplainerTests {
  /// Each record as `place format outcome message`, then its lines.
  private func explain(_ text: String, limit: Int? = 5) throws -> [String] {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, "a.jsonl")
    var lines: [String] = []
    try Explainer().run(try InputFile.expand([path]), records: limit) { item in
      lines.append([item.place, item.format ?? "-", item.outcome.rawValue, item.message].joined(separator: " "))
      lines += item.lines.map { ["", $0.name, $0.value, $0.authority].joined(separator: " ") }
    }
    return lines
  }

  @Test func showsWhatEachFieldBecameAndWhoseWordItIs() throws {
    #expect(
      try explain(
        #"{"id":"chatcmpl-1","object":"chat.completion","created":1789000000,"model":"gpt-4o-2024-08-06","#
          + #""choices":[{"message":{"content":"CONFIDENTIAL-PROMPT"}}],"usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15}}"#
      ) == [
        "1 answer-document call ", " key responseId chatcmpl-1 ", " time 2026-09-10T00:26:40Z hint",
        " bodyModel gpt-4o-2024-08-06 gatewayResponse", " operation ChatCompletions_Create hint",
        " inputTokens 12 ", " outputTokens 3 ", " told by gateway ",
      ])
  }

  @Test func showsTheShapeOfWhatNoFormatKnowsAndNeverAValue() throws {
    #expect(
      try explain(#"{"api-key":"SECRETKEY1","prompt":"CONFIDENTIAL-PROMPT"}"#) == [
        "1 - unknown no format knows this record; its fields are api-key, prompt"
      ])
  }

  @Test func saysWhyARecordIsRefused() throws {
    let lines = try explain(#"{"Type":"openai-logger","prompt_tokens":-4}"# + "\n{broken}\n")
    #expect(lines == ["1 openai-logger rejected prompt_tokens is no count of 0 or more"] + lines.dropFirst())
    #expect(lines.count == 2 && lines[1].hasPrefix("2 - rejected the record is "))
  }

  @Test func showsTheFirstRecordsOnly() throws {
    let text = String(repeating: #"{"a":1}"# + "\n", count: 9)
    #expect(try explain(text).count == 5)
    #expect(try explain(text, limit: 2).count == 2)
    #expect(try explain(text, limit: nil).count == 9)
  }

  @Test func showsAnAnswerBesideTheLastOfItsPieces() throws {
    let partitions = try ["0", "1"].map { try SampleFolder.bytes("chunked-events/partition-\($0).jsonl") }
    let shown = try explain(String(decoding: partitions.joined(), as: UTF8.self), limit: nil)
    let heading = try #require(
      shown.firstIndex { $0.hasSuffix(" chunked-events call the answer put together from 10 pieces") })
    #expect(shown[heading...].contains { $0.hasPrefix(" key responseId chatcmpl-") })
  }

  @Test func showsARecordWhoseAnswerIsMissingAsTheImportReadsIt() throws {
    let post = #"{"subscriptionId":"s1","deploymentId":"chat","requestBody":{"model":"m"},"responseBody": ,"id":"1"}"#
    let shown = try explain(post)
    #expect(shown.first?.contains(" rejected ") == false)
  }

  @Test func noSampleShowsAPromptOrAKey() throws {
    let files = try InputFile.expand([SampleFolder.url.path(percentEncoded: false)])
    try Explainer().run(files, records: nil) { item in
      let said = item.message + item.lines.map { $0.name + $0.value }.joined(separator: " ")
      #expect(!said.contains("SECRETKEY") && !said.contains("CONFIDENTIAL-PROMPT"), "\(item.path):\(item.place)")
    }
  }
}
