import Foundation
import Testing

@testable import Ingest

@Test func everyFormatIsAFileOfItsOwnAndEveryFileIsInTheList() throws {
  let folder = SampleFolder.repository.appending(path: "Sources/Ingest/Formats").path(percentEncoded: false)
  let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    .filter { $0.hasSuffix("Format.swift") && $0 != "RecordFormat.swift" }
    .map { String($0.dropLast(".swift".count)) }
  #expect(files.sorted() == SourceFormats.all.map { "\(type(of: $0))" }.sorted())
}

@Test func everyFormatHasASampleThatItReads() throws {
  let read = Set(try ImportedSamples(SampleFolder.allLogs).summary.files.flatMap(\.formats))
  #expect(Set(SourceFormats.all.map(\.name)).subtracting(read) == [])
}

@Test func formatsHaveNamesOfTheirOwnThatFitACommandLine() {
  let names = SourceFormats.all.map(\.name)
  #expect(Set(names).count == names.count)
  for name in names { #expect(name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(name)") }
  #expect(SourceFormats.descriptions.map(\.name) == names)
  #expect(SourceFormats.descriptions.allSatisfy { !$0.summary.isEmpty })
}

/// A record must not be taken by a format that comes earlier in the list: then the order would decide what it says.
@Test(arguments: [
  ("openai-logger", "openai-logger"), ("apim-event-hub-v1", "apim-event-hub"), ("apim-event-hub-v2", "apim-event-hub"),
  ("apim-event-hub-three-event", "apim-event-hub"), ("apim-event-hub-terraform", "apim-event-hub-terraform"),
  ("ai-hub-usage", "ai-hub-usage"), ("diagnostics-request-response", "azure-diagnostics"),
  ("log-analytics", "azure-diagnostics"), ("stream-analytics", "apim-event-hub"),
])
func onlyOneFormatKnowsARecord(_ folder: String, _ format: String) throws {
  for file in SampleFolder.files(in: folder) {
    try OpenBytes.file(SampleFolder.bytes(file)) { descriptor in
      let scanner = RecordScanner(ByteWindow(descriptor: descriptor)) { header in
        SourceFormats.all.contains { $0.recognises(header) }
      }
      while let item = try scanner.next() {
        guard case .record(let record, let place) = item else { continue }
        let known = SourceFormats.all.filter { $0.recognises(record) }.map(\.name)
        #expect(known == [format], "\(file):\(place)")
      }
    }
  }
}

@Test func aFormatOfThatNameMustExist() throws {
  let store = try ImportedSamples([]).store
  #expect(throws: Importer.UnknownFormat.self) { try Importer(store, format: "apim") }
  #expect(throws: Never.self) { try Importer(store, format: "apim-event-hub") }
}
