import ChargebackModel
import Foundation

/// What the reading of one input told, kept so that it can be told again while the input is unchanged.
struct FileReading: Codable {
  /// The input itself, or a member of it where it is an archive.
  struct File: Codable {
    /// What follows the input's path.
    let member: String
    let formats: [String]
    let bytes: Int64
    /// Of which everything is now known.
    let records: Int64
    let rejected: Int64
    let ignored: Int64
  }

  struct Warning: Codable {
    let code: String
    let member: String
    let place: String
    let message: String
  }

  /// Warnings of one code that were only counted.
  struct More: Codable {
    let code: String
    let member: String
    let count: Int64
  }

  let files: [File]
  let warnings: [Warning]
  let more: [More]

  /// An input with more warnings is read again each time.
  private static let mostWarnings = 1000

  /// - Parameters:
  ///   - files: what was read of the input, before anything was joined: `merged` and `duplicates` are zero.
  ///   - records: of each file, how many were handed to the database.
  /// - Returns: nil for what is better read again.
  init?(
    _ path: String, files: [IngestSummary.File], records: [Int64], issues: [Issue], more: [IngestSummary.MoreIssues]
  ) {
    guard issues.count <= FileReading.mostWarnings else { return nil }
    func member(_ whole: String) -> String { String(whole.dropFirst(path.count)) }
    self.files = zip(files, records).map { file, records in
      File(
        member: member(file.path), formats: file.formats, bytes: file.balance.bytes, records: records,
        rejected: file.balance.rejected, ignored: file.balance.ignored)
    }
    self.more = more.map { More(code: $0.code.rawValue, member: member($0.path), count: $0.count) }
    warnings = issues.map {
      Warning(code: $0.code.rawValue, member: member($0.path), place: $0.place, message: $0.message)
    }
  }

  /// Tells it again, of an input that now has this path: all records are duplicates.
  func tell(_ path: String, _ summary: inout IngestSummary) {
    for file in files {
      var told = IngestSummary.File(path: path + file.member, formats: file.formats)
      told.balance.bytes = file.bytes
      told.balance.duplicates = file.records
      told.balance.rejected = file.rejected
      told.balance.ignored = file.ignored
      summary.files.append(told)
    }
    for warning in warnings {
      guard let code = IssueCode(rawValue: warning.code) else { continue }
      summary.issues.append(Issue(code, path: path + warning.member, place: warning.place, warning.message))
    }
    for more in more {
      guard let code = IssueCode(rawValue: more.code) else { continue }
      summary.add(IngestSummary.MoreIssues(path: path + more.member, code: code, count: more.count))
    }
  }
}
