import ChargebackModel
import Testing

@testable import Ingest

/// What holds for the samples of all gateways' own events.
@Suite struct GatewayEventTests {
  static let folders = [
    "log-helper-proxy", "openai-logger-nginx", "ai-hub-usage/ai-usage-2026-09.jsonl", "chargeback-posts",
    "chargeback-audit", "genai-gateway-toolkit", "aoai-logging", "chunked-events", "stream-completion", "claude-ledger",
  ]

  @Test(arguments: folders) func neitherPromptsNorKeysAreKeptOrShown(_ folder: String) throws {
    let imported = try ImportedSamples([folder])
    let shown = try imported.content() + imported.summary.issues.map(\.description)
    for text in shown {
      for secret in ["CONFIDENTIAL", "SECRETKEY", "eyJ"] { #expect(!text.contains(secret)) }
    }
  }

  @Test(arguments: folders) func everyRecordIsReadAndEveryCallHasATime(_ folder: String) throws {
    let imported = try ImportedSamples([folder])
    #expect(imported.summary.totals.rejected == 0)
    #expect(imported.summary.issues == [])
    #expect(try imported.store.callsWithoutTime() == 0)
  }

  @Test(arguments: folders) func readingTwiceAddsNothing(_ folder: String) throws {
    let once = try ImportedSamples([folder])
    let twice = try ImportedSamples([folder, folder])
    #expect(try twice.content() == once.content())
    #expect(twice.summary.newCalls == once.summary.newCalls)
  }

  @Test func noTwoFormatsTakeOneRecord() throws {
    for file in Self.folders.flatMap(SampleFolder.files(in:)) {
      try OpenBytes.file(try SampleFolder.bytes(file)) { descriptor in
        let scanner = RecordScanner(ByteWindow(descriptor: descriptor)) { header in
          SourceFormats.all.contains { $0.recognises(header) }
        }
        while case .record(let record, let place)? = try scanner.next() {
          let names = SourceFormats.all.filter { $0.recognises(record) }.map(\.name)
          #expect(names.count == 1, "\(file):\(place)")
        }
      }
    }
  }
}
