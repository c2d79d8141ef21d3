import Foundation
import Testing

/// The section of SampleData/README.md that says what the samples hold. It was written by the script that made them.
struct StatedTruth {
  private let lines: [Substring]

  init() throws {
    let text = try String(contentsOf: Project.samples.appending(path: "README.md"), encoding: .utf8)
    let section = try #require(text.range(of: "## The truth"))
    lines = text[section.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The whole numbers of the table whose first heading begins so, by their row's first cell without its marks.
  func table(_ heading: String) throws -> [String: [Int]] {
    let first = try #require(lines.firstIndex { $0.hasPrefix("| \(heading)") }, "no table \(heading)")
    let rows = lines[(first + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    return Dictionary(
      uniqueKeysWithValues: rows.map { cells in
        (cells[0].filter { !"*`/".contains($0) }, cells[1...].map { Int($0.filter { $0 != "," }) ?? -1 })
      })
  }

  /// The numbers of the paragraph that begins so, in their order.
  func numbers(after beginning: String) throws -> [Int] {
    let first = try #require(lines.firstIndex { $0.hasPrefix(beginning) }, "no paragraph \(beginning)")
    let paragraph = lines[first...].prefix { !$0.isEmpty }.joined(separator: " ").dropFirst(beginning.count)
    return paragraph.split { !$0.isNumber && $0 != "," }.compactMap { Int($0.filter { $0 != "," }) }
  }
}
