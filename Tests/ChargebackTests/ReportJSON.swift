import Foundation
import Testing

/// A report's JSON, read back.
struct ReportJSON {
  let object: [String: Any]

  init(_ text: String) throws {
    object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
  }

  var rows: [[String: Any]] { object["rows"] as? [[String: Any]] ?? [] }
  var totals: [String: Any] { object["totals"] as? [String: Any] ?? [:] }
  var completeness: [String: Any] { object["completeness"] as? [String: Any] ?? [:] }

  /// The sums of some figures of the rows, by the values of some dimensions; a missing value is called `unknown`.
  func sums(of figures: [String], by dimensions: [String]) -> [String: [Int]] {
    Dictionary(
      rows.map { row in
        (
          dimensions.map { row[$0] as? String ?? "unknown" }.joined(separator: " "),
          figures.map { row[$0] as? Int ?? -1 }
        )
      }, uniquingKeysWith: { zip($0, $1).map(+) })
  }

  /// How many calls each format told of.
  var sources: [String: Int] {
    let list = object["sources"] as? [[String: Any]] ?? []
    return Dictionary(uniqueKeysWithValues: list.map { ($0["format"] as? String ?? "", $0["calls"] as? Int ?? -1) })
  }
}
