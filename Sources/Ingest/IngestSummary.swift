import ChargebackModel

/// What became of the records of one file, or of all.
///
/// `records` = `merged` + `duplicates` + `rejected` + `ignored`, always.
package struct RecordBalance: Hashable, Sendable {
  package var bytes: Int64 = 0
  package var merged: Int64 = 0
  package var duplicates: Int64 = 0
  package var rejected: Int64 = 0
  package var ignored: Int64 = 0

  package init() {}

  package var records: Int64 { merged + duplicates + rejected + ignored }

  package static func += (a: inout RecordBalance, b: RecordBalance) {
    a.bytes += b.bytes
    a.merged += b.merged
    a.duplicates += b.duplicates
    a.rejected += b.rejected
    a.ignored += b.ignored
  }
}

/// What an import read, file by file in the order of reading.
package struct IngestSummary: Sendable {
  package struct File: Sendable {
    package let path: String
    /// Names of the formats that read its records, sorted; empty where none did.
    package var formats: [String] = []
    package var balance = RecordBalance()
  }

  package var files: [File] = []
  package var totals = RecordBalance()
  package var newCalls: Int64 = 0
  /// Whether a `StopSign` ended it: then the last file was not read to its end, and others perhaps not at all.
  package var isInterrupted = false
  /// Issues of one code in a file that are kept; the others are counted.
  package static let keptOfAKind = 100
  /// Of each code in a file the first `keptOfAKind`.
  package var issues: [Issue] = []
  /// The others, counted.
  package private(set) var moreIssues: [MoreIssues] = []

  /// Issues of one code in one file that are only counted.
  package struct MoreIssues: Hashable, Sendable {
    package let path: String
    package let code: IssueCode
    package let count: Int64
  }

  /// Paths of issues that an earlier run found, in inputs that have not changed since and were not read again.
  private var pathsOfOldIssues: Set<String> = []

  package init() {}

  /// The summary with those issues alone that this run found.
  package var withNewIssues: IngestSummary {
    var summary = self
    summary.issues.removeAll { pathsOfOldIssues.contains($0.path) }
    summary.moreIssues.removeAll { pathsOfOldIssues.contains($0.path) }
    return summary
  }

  /// - Parameters:
  ///   - first: the first of `issues` that are old, and so all after it.
  ///   - firstMore: the same of `moreIssues`.
  mutating func markAsOld(from first: Int, _ firstMore: Int) {
    pathsOfOldIssues.formUnion(issues[first...].map(\.path) + moreIssues[firstMore...].map(\.path))
  }

  mutating func add(_ list: IssueList) {
    issues += list.kept
    moreIssues += list.more
  }

  mutating func add(_ more: MoreIssues) { moreIssues.append(more) }

  /// Completes the balances by what the records were to the database, by the numbers of their files.
  mutating func take(_ counts: [Int: JoiningCounts]) {
    for index in files.indices {
      let counts = counts[index] ?? JoiningCounts()
      files[index].balance.merged += counts.merged
      files[index].balance.duplicates += counts.duplicates
      newCalls += counts.newCalls
      totals += files[index].balance
    }
  }
}
