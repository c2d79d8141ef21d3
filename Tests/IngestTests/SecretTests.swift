import Foundation
import Store
import Testing

@testable import Ingest

/// Words of prompts, the beginning of a bearer token, and the API key of the samples.
private let secrets = ["CONFIDENTIAL-PROMPT", "SECRETKEY", "faff5682776eb9f9a6e10e81d2bf8f1a"]

@Test func theSamplesHoldTheSecretsThatMustNotComeOut() throws {
  let logs = try SampleFolder.allLogs.map { String(decoding: try SampleFolder.bytes($0), as: UTF8.self) }
  for secret in secrets { #expect(logs.contains { $0.contains(secret) }, "\(secret)") }
}

@Test func noSecretReachesTheDatabaseOrAnIssue() throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "IngestTests-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let store = try Store(path: folder.appending(path: "database.sqlite").path(percentEncoded: false))
  let files = try InputFile.expand(SampleFolder.allLogs.map(SampleFolder.path))
  let summary = try Importer(store).run(files)

  let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
  let written = try names.map { try Data(contentsOf: folder.appending(path: $0)) }
  #expect(written.contains { $0.range(of: Data("harbour-oai-weu".utf8)) != nil }, "the bytes are not to be searched")
  for secret in secrets {
    for (name, data) in zip(names, written) {
      #expect(data.range(of: Data(secret.utf8)) == nil, "\(secret) stands in \(name)")
    }
    #expect(!summary.issues.contains { "\($0)".contains(secret) }, "\(secret) stands in an issue")
  }
  withExtendedLifetime(store) {}
}

@Test func whatSaysNoneOfOurWordsIsNoSentenceOfOurs() {
  #expect(OwnSentences.hold("the record ends in the middle"))
  #expect(OwnSentences.hold("no format knows this record; its fields are harbour, tide, gulls"))
  #expect(!OwnSentences.hold("the record says CONFIDENTIAL-PROMPT"))
  #expect(!OwnSentences.hold("prompt_tokens is mackerel, which is no count of 0 or more"))
  #expect(!OwnSentences.hold("no format knows this record; its fields are {\"harbour\":\"Kiel\"}"))
}
