import ChargebackModel
import Ingest
import ReportWriters

/// An import's summary in words and as JSON.
struct IngestText {
  private let summary: IngestSummary
  private static let shownOfAKind: Int64 = 20
  private static let keptOfAKind = IngestSummary.keptOfAKind

  init(_ summary: IngestSummary) { self.summary = summary }

  /// The issues, one a line; of many of one kind in one file only the first, and how many more there are.
  /// - Parameter all: all that were kept.
  func messages(all: Bool) -> [Message] {
    var messages: [Message] = []
    var counts: [[String]: Int64] = [:]
    for issue in summary.issues {
      let kind = [issue.path, issue.code.rawValue]
      counts[kind, default: 0] += 1
      if all || counts[kind]! <= IngestText.shownOfAKind { messages.append(Message(issue)) }
    }
    var hidden = all ? [:] : counts.mapValues { $0 - IngestText.shownOfAKind }.filter { $0.value > 0 }
    for more in summary.moreIssues { hidden[[more.path, more.code.rawValue], default: 0] += more.count }
    for (kind, count) in hidden.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let isKept = !summary.moreIssues.contains { [$0.path, $0.code.rawValue] == kind }
      let hint = all ? "" : "; --verbose shows \(isKept ? "them" : "the first \(IngestText.keptOfAKind)")"
      messages.append(
        Message(
          .warning, code: kind[1], path: kind[0], text: "\(count) more warnings\(hint)",
          line: "\(kind[0].visible): \(count) more warnings[\(kind[1])]\(hint)"))
    }
    return messages
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

  /// What stands above is the balance.
  static let interruption =
    "error: interrupted: what is counted above is in the database; the same command again reads the rest"

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
    let more = summary.moreIssues.map { more in
      JSONValue.object([
        ("code", .string(more.code.rawValue)), ("path", .string(more.path)), ("count", .integer(more.count)),
      ])
    }
    let interrupted = summary.isInterrupted ? "\n  \"interrupted\": true," : ""
    let totals = JSONValue.object(
      [("files", .integer(Int64(summary.files.count)))] + IngestText.members(summary.totals)
        + [("newCalls", .integer(summary.newCalls))])
    return """
      {
        "schema": "chargeback/ingest/1",\(interrupted)
        "files": \(IngestText.lines(files)),
        "totals": \(totals.line),
        "issues": \(IngestText.lines(issues)),
        "moreIssues": \(IngestText.lines(more))
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
