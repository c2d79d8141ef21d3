import ChargebackModel
import Pricing
import Store

/// What is right, wrong and missing in a database, for `chargeback doctor`. It depends on the database and the period, not on
/// the clock.
package struct Diagnosis: Sendable {
  package let health: StoreHealth
  /// Nil where no call has a time.
  package let period: Period?
  package private(set) var sources: [SourceDays] = []
  /// By whom a call is known: one of them applies to each call.
  package private(set) var callers: [UsageShare] = []
  /// What is missing: a call may be in several of them, or in none.
  package private(set) var missing: [UsageShare] = []
  /// How far estimates are from reports, a sentence for each kind of count; empty where nothing was measured.
  package private(set) var estimates: [String] = []
  package let pricesNote: String
  /// How many days before the period's last call the newest price began to hold; nil where nobody can tell.
  package private(set) var priceAgeInDays: Int64?
  package private(set) var completeness = Completeness()
  /// Accounts of which a deployment's type is assumed, sorted; unknown ones are left out.
  package private(set) var accountsWithoutDeployments: [String] = []
  package let currency: String

  package init(
    _ health: StoreHealth, _ store: Store, _ books: Books, _ period: Period?, _ calendar: ZoneCalendar, isBundled: Bool
  ) throws(StoreFailure) {
    self.health = health
    self.period = period
    pricesNote = books.pricesNote
    currency = books.costs.currency
    guard let period, health.damages.isEmpty else { return }
    let request = ReportRequest(period: period, calendar: calendar)
    sources = try SourceDays.all(store, period, calendar)
    let aggregate = try Aggregate(store, books, request, by: Diagnosis.dimensions)
    completeness = aggregate.completeness
    callers = Diagnosis.callers(aggregate)
    missing = Diagnosis.missing(aggregate)
    accountsWithoutDeployments = Set(
      aggregate.groups.filter { $0.value.assumedDeploymentType > 0 }.compactMap { Diagnosis.value(.resource, $0.key) }
    ).sorted()
    let edges = [period.start] + books.deployments.edges.filter { period.start < $0 && $0 < period.end } + [period.end]
    estimates = try EstimateAccuracy(store, books, request, between: edges).notes()
    if let last = sources.compactMap({ $0.days.last?.date }).max() {
      priceAgeInDays = Diagnosis.priceAge(books.costs, isBundled: isBundled, at: last.startUTC)
    }
  }

  private static let dimensions: [Dimension] = [
    .objectId, .appId, .subscriptionId, .productId, .apiKey, .callerIp, .team, .resource, .deploymentType, .model,
    .usageSource,
  ]

  private static func value(_ dimension: Dimension, _ values: [String?]) -> String? {
    dimensions.firstIndex(of: dimension).flatMap { values[$0] }
  }

  /// The calls of the groups that a condition chooses.
  private static func sum(_ aggregate: Aggregate, _ isChosen: ([String?]) -> Bool) -> Tally {
    aggregate.groups.reduce(into: Tally()) { if isChosen($1.key) { $0 += $1.value } }
  }

  private static func callers(_ aggregate: Aggregate) -> [UsageShare] {
    let kinds: [(name: String, meaning: String, marks: [Dimension])] = [
      ("objectId", "with objectId", [.objectId]), ("appId", "with appId, without objectId", [.appId]),
      ("subscription", "with an API Management subscription or product only", [.subscriptionId, .productId]),
      ("keyOnly", "with a key only", [.apiKey]), ("addressOnly", "with an address only", [.callerIp]),
      ("nobody", "without any caller", []),
    ]
    var tallies = kinds.map { _ in Tally() }
    for (values, tally) in aggregate.groups {
      let place = kinds.firstIndex { kind in kind.marks.contains { value($0, values) != nil } } ?? kinds.count - 1
      tallies[place] += tally
    }
    return zip(kinds, tallies).map { UsageShare($0.name, $0.meaning, $1, of: aggregate.total) }
  }

  private static func missing(_ aggregate: Aggregate) -> [UsageShare] {
    let total = aggregate.total
    let assumed = sum(aggregate) { values in
      value(.deploymentType, values) == nil && value(.model, values) != nil
        && value(.usageSource, values) != UsageSource.unknown.rawValue
    }
    return [
      UsageShare("withoutTeam", "without a team", sum(aggregate) { value(.team, $0) == nil }, of: total),
      UsageShare(
        "withoutPrice", "without a price", calls: total.unpricedCalls,
        tokens: aggregate.unpriced.reduce(0) { $0 + $1.tokens }, of: total),
      UsageShare("withoutUsage", "without usage", calls: total.unmeteredCalls, tokens: nil, of: total),
      UsageShare("assumedDeploymentType", "priced as global for want of a deployment type", assumed, of: total),
    ]
  }

  private static func priceAge(_ costs: CostBook, isBundled: Bool, at moment: Instant) -> Int64? {
    if isBundled { return max(0, PriceBook.bundledAge(at: moment)) }
    let newest = costs.list.rows.compactMap(\.effectiveFrom).filter { $0 <= moment }.max()
    return newest.map { (moment.milliseconds - $0.milliseconds) / 86_400_000 }
  }
}
