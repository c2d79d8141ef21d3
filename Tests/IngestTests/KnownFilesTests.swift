import ChargebackModel
import Foundation
import Store
import Testing

@testable import Ingest

private func event(_ id: Int, tokens: Int = 1) -> String {
  """
  {"message-id": "m-\(id)", "event-type": "Response", "event-time": "10/1/2026 9:00:00 AM", "model": "gpt-4o", \
  "prompt_tokens": "\(tokens)", "completion_tokens": "1"}

  """
}

/// Reads it as one who comes some time after its last change.
private func read(_ path: String, _ store: Store, later seconds: Double = 60) throws -> IngestSummary {
  var importer = try Importer(store)
  importer.now = Date().timeIntervalSince1970 + seconds
  return try importer.run(try InputFile.expand([path]))
}

private func isKnown(_ path: String, _ store: Store) throws -> Bool {
  let files = try InputFile.expand([path])
  return try KnownFiles(files, store, rules: Importer(store).rules).reading(of: files[0]) != nil
}

@Test func anUnchangedFileTellsTheSameWithoutBeingRead() throws {
  let (folder, store) = (try TemporaryFolder(), try Store(path: ":memory:"))
  let path = try folder.write(event(1) + "{broken\n" + event(2) + event(1), "a.jsonl")
  let first = try read(path, store)
  #expect(try isKnown(path, store))
  let second = try read(path, store)
  #expect(second.totals.duplicates == first.totals.merged + first.totals.duplicates)
  #expect(second.totals.merged == 0 && second.newCalls == 0)
  #expect(second.totals.records == first.totals.records && second.totals.bytes == first.totals.bytes)
  #expect(second.issues == first.issues && !first.issues.isEmpty)
  #expect(second.files.map(\.formats) == first.files.map(\.formats))
}

@Test func aNewTailIsRead() throws {
  let (folder, store) = (try TemporaryFolder(), try Store(path: ":memory:"))
  let path = try folder.write(event(1), "a.jsonl")
  _ = try read(path, store)
  try folder.write(event(1) + event(2), "a.jsonl")
  let again = try read(path, store)
  #expect(again.totals.merged == 1 && again.totals.duplicates == 1)
}

@Test func aChangedMiddleOfTheSameLengthAndDateIsRead() throws {
  let (folder, store) = (try TemporaryFolder(), try Store(path: ":memory:"))
  let path = try folder.write(event(1) + event(2) + event(3), "a.jsonl")
  let date = try #require(try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date)
  _ = try read(path, store)
  let handle = try #require(FileHandle(forWritingAtPath: path))
  try handle.seek(toOffset: UInt64(event(1).utf8.count))
  try handle.write(contentsOf: Data(event(7).utf8))
  try handle.close()
  try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
  #expect(try !isKnown(path, store))
  #expect(try read(path, store).newCalls == 1)
}

@Test func aFileThatChangedAMomentAgoIsNotRemembered() throws {
  let (folder, store) = (try TemporaryFolder(), try Store(path: ":memory:"))
  let path = try folder.write(event(1), "a.jsonl")
  _ = try read(path, store, later: 0)
  #expect(try !isKnown(path, store))
}

@Test func otherRulesReadItAgain() throws {
  let (folder, store) = (try TemporaryFolder(), try Store(path: ":memory:"))
  let path = try folder.write(event(1), "a.jsonl")
  _ = try read(path, store)
  let files = try InputFile.expand([path])
  let rules = try [Importer(store, format: "apim-event-hub").rules, Importer(store, dateOrder: .dayFirst).rules]
  for rules in rules { #expect(try KnownFiles(files, store, rules: rules).reading(of: files[0]) == nil) }
}
