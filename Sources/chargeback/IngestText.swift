import ChargebackModel
import Ingest
import ReportWriters

/// An import's summary in words and as JSON.
struct IngestText {
  private let summary: IngestSummary
  private static let shownOfAKind = 20

  init(_ summary: IngestSummary) { self.summary = summary }

  /// The issues, one a line; of many of one kind in one file only the first, unless all are wanted.
  func issues(all: Bool) -> [String] {
    var lines: [String] = []
    var counts: [[String]: Int] = [:]
    for issue in summary.issues {
      let kind = [issue.path, issue.code.rawValue]
      counts[kind, default: 0] += 1
      if all || counts[kind]! <= IngestText.shownOfAKind { lines.append(issue.description.visible) }
    }
    guard !all else { return lines }
    for (kind, count) in counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) })
    where count > IngestText.shownOfAKind {
      lines.append("\(kind[0]): \(count - IngestText.shownOfAKind) more warnings[\(kind[1])]; --verbose shows them")
    }
    return lines
  }

  /// One line a file, then the balance.
  var balance: [String] {
    summary.files.map { file in
      let format = file.formats.isEmpty ? "nothing known" : file.formats.joined(separator: ", ")
      return "\(file.path): \(format): \(IngestText.words(file.balance))"
    } + [
      "\(Int64(summary.files.count).counted("file")): \(IngestText.words(summary.totals)); "
        + summary.newCalls.counted("new call")
    ]
  }

  private static func words(_ balance: RecordBalance) -> String {
    "\(balance.records.counted("record")) = \(balance.merged.grouped) merged + "
      + "\(balance.duplicates.counted("duplicate")) + \(balance.rejected.grouped) rejected + "
      + "\(balance.ignored.grouped) ignored"
  }

  /// `chargeback/ingest/1`, with a file and an issue a line.
  var json: String {
    let files = summary.files.map { file in
      let format = file.formats.isEmpty ? JSONValue.null : .string(file.formats.joined(separator: ","))
      return JSONValue.object([("path", .string(file.path)), ("format", format)] + IngestText.members(file.balance))
    }
    let issues = summary.issues.map { issue in
      JSONValue.object([
        ("code", .string(issue.code.rawValue)), ("path", .string(issue.path)), ("place", .string(issue.place)),
        ("message", .string(issue.message)),
      ])
    }
    let totals = JSONValue.object(
      [("files", .integer(Int64(summary.files.count)))] + IngestText.members(summary.totals)
        + [("newCalls", .integer(summary.newCalls))])
    return """
      {
        "schema": "chargeback/ingest/1",
        "files": \(IngestText.lines(files)),
        "totals": \(totals.line),
        "issues": \(IngestText.lines(issues))
      }

      """
  }

  private static func members(_ balance: RecordBalance) -> [(key: String, value: JSONValue)] {
    [
      ("bytes", .integer(balance.bytes)), ("records", .integer(balance.records)), ("merged", .integer(balance.merged)),
      ("duplicates", .integer(balance.duplicates)), ("rejected", .integer(balance.rejected)),
      ("ignored", .integer(balance.ignored)),
    ]
  }

  private static func lines(_ values: [JSONValue]) -> String {
    values.isEmpty ? "[]" : "[\n    " + values.map(\.line).joined(separator: ",\n    ") + "\n  ]"
  }
}
