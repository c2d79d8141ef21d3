import ChargebackModel
import Foundation
import Store

@testable import Ingest

/// What files leave in an empty database.
struct ImportedFiles {
  let store: Store
  let summary: IngestSummary

  init(_ paths: [String], dateOrder: DateOrder? = nil) throws {
    store = try Store(path: ":memory:")
    summary = try Importer(store, dateOrder: dateOrder).run(try InputFile.expand(paths))
  }

  /// Files that lie in memory.
  init(_ files: [[UInt8]]) throws {
    store = try Store(path: ":memory:")
    summary = try Importer(store).run(files.enumerated().map { InputFile($1, named: "\($0)") })
  }

  init(_ folder: TemporaryFolder, dateOrder: DateOrder? = nil) throws {
    try self.init([folder.path], dateOrder: dateOrder)
  }

  var codes: [IssueCode] { summary.issues.map(\.code) }

  /// The names of the files read, without the folder that they lie in.
  var names: [String] { summary.files.map { $0.path.split(separator: "/").last.map(String.init) ?? "" } }

  /// The calls of August to November 2026 by day, with all their facts and counts.
  func calls() throws -> [String] {
    let start = Instant(year: 2026, month: 8, day: 1)!
    let edges = (0...122).map { start.advanced(byMilliseconds: Int64($0) * 86_400_000) }
    let usage = try store.sums(between: edges)
    return usage.sums.map { sum in
      let profile = usage.profiles[sum.profileId]!
      let facts = Fact.allCases.map { profile[$0] ?? "-" }
      let counts = UsageCount.allCases.compactMap { count in sum.usage[count].map { "\(count.rawValue) \($0)" } }
      return (["\(edges[sum.slice].date)", "\(sum.calls) ×"] + facts + counts).joined(separator: " ")
    }.sorted()
  }
}

/// A folder that is gone when its user is.
final class TemporaryFolder {
  let path = NSTemporaryDirectory() + "chargeback-" + UUID().uuidString

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  @discardableResult
  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    try Data(bytes).write(to: URL(filePath: file(name)))
    return file(name)
  }

  @discardableResult
  func write(_ text: String, _ name: String) throws -> String { try write(Array(text.utf8), name) }
}
