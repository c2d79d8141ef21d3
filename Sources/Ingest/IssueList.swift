import ChargebackModel

/// The issues of one file: of each code the first ones, and how many more there are. A log of a year that is damaged all
/// through must not fill the memory.
struct IssueList {
  let path: String
  private(set) var kept: [Issue] = []
  private var counts: [IssueCode: Int64] = [:]

  init(path: String) { self.path = path }

  mutating func append(_ issue: Issue) {
    counts[issue.code, default: 0] += 1
    if counts[issue.code]! <= Int64(IngestSummary.keptOfAKind) { kept.append(issue) }
  }

  /// Those that were not kept, in the order of the codes.
  var more: [IngestSummary.MoreIssues] {
    counts.filter { $0.value > Int64(IngestSummary.keptOfAKind) }.sorted { $0.key < $1.key }
      .map { IngestSummary.MoreIssues(path: path, code: $0.key, count: $0.value - Int64(IngestSummary.keptOfAKind)) }
  }
}
