import ChargebackModel
import Store

/// Which calls a report is made of that counts calls and not their cost: how complete they are, who told of them, and
/// which are second copies of others.
struct CallBasis {
  let completeness: Completeness
  /// Without those about what the report does not show.
  let issues: [Report.IssueSummary]
  let sources: [Report.SourceCount]
  let copies: Set<Int64>

  private static let aboutPrices: Set<IssueCode> = [.unpriced, .ambiguousPrice, .missingRate, .assumedDeploymentType]
  private static let aboutTokens: Set<IssueCode> = [.unmetered, .estimated]

  /// - Parameter showsTokens: whether the report also has figures of tokens.
  init(_ aggregate: Aggregate, showsTokens: Bool) {
    completeness = aggregate.completeness
    let left = showsTokens ? CallBasis.aboutPrices : CallBasis.aboutPrices.union(CallBasis.aboutTokens)
    issues = aggregate.issues.filter { !left.contains($0.code) }
    sources = aggregate.sources
    copies = aggregate.copies
  }

  /// Whether a call is told of by another source too, whose copy is counted.
  func holdsCopy(_ id: Int64) -> Bool { !copies.isEmpty && copies.contains(id) }

  init(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) {
    self.init(try Aggregate(store, books, request, by: []), showsTokens: false)
  }
}
