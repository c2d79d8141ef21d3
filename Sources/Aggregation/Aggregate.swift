import ChargebackModel
import Pricing
import Store

/// The calls of a period, summed by some dimensions and priced: what every report of usage is made of.
///
/// Token counts are summed as integers in SQL, for each slice of time in which no price, directory entry or deployment
/// changes; each sum is then multiplied once by its price.
struct Aggregate {
  private(set) var groups: [[String?]: Tally] = [:]
  private(set) var total = Tally()
  private(set) var completeness = Completeness()
  private(set) var issues: [Report.IssueSummary] = []
  private(set) var sources: [Report.SourceCount] = []
  /// What a reader must know of estimated figures; empty where there are none.
  private(set) var notes: [String] = []

  init(_ store: Store, _ books: Books, _ request: ReportRequest, by dimensions: [Dimension]) throws(StoreFailure) {
    let unjoined = try UnjoinedService(store)
    let edges = Aggregate.edges(books, request, dimensions, unjoined)
    let bounds = books.prices.inputTokenBounds
    var findings = Findings()
    var estimates = EstimateFindings()
    var twins = TwinCount()

    let usage = try store.sums(between: edges, inputTokenBounds: bounds)
    var estimated = try EstimatedCalls(store, between: edges, inputTokenBounds: bounds)
    for sum in usage.sums {
      let moment = edges[sum.slice]
      let call = ResolvedCall(usage.profiles[sum.profileId]!, books, at: moment)
      for part in estimated.parts(of: sum, call) {
        let sum = part.sum
        func value(_ dimension: Dimension) -> String? {
          switch dimension {
          case .hour, .day, .month: request.calendar.label(dimension, moment)
          case .usageSource: sum.source.rawValue
          default: call.value(dimension)
          }
        }
        if request.filters.allSatisfy({ !$0.isOfRecordAndTwin || $0.matchesTwin(value($0.dimension)) }) {
          twins.add(call.profile, sum.calls, unjoined, at: moment)
        }
        let isLeftOut = unjoined.isTwin(call.profile, at: moment) && !request.includesUnjoined
        guard !isLeftOut, request.filters.allSatisfy({ $0.matches(value($0.dimension)) }) else { continue }
        let rating = Aggregate.rate(sum, call, books.prices, at: moment, bounds)
        let isMixed = call.profile[.resource].map(unjoined.isMixed) ?? false
        findings.add(sum, call, rating, at: moment, isMixed: isMixed)
        estimates.add(part)
        let tally = Tally(sum, call, rating)
        groups[dimensions.map(value), default: Tally()] += tally
        total += tally
      }
    }
    if total.estimatedCalls > 0 {
      let accuracy = try EstimateAccuracy(store, books, request, between: edges)
      notes = estimates.notes(total, currency: books.prices.currency ?? "USD") + accuracy.notes()
    }
    try conclude(store, findings, estimates, twins, areTwinsShown: request.includesUnjoined)
  }

  private mutating func conclude(
    _ store: Store, _ findings: Findings, _ estimates: EstimateFindings, _ twins: TwinCount, areTwinsShown: Bool
  ) throws(StoreFailure) {
    completeness.calls = total.calls
    completeness.unpriced = total.unpricedCalls
    completeness.unmetered = total.unmeteredCalls
    completeness.priced = total.calls - total.unpricedCalls - total.unmeteredCalls
    completeness.estimated = total.estimatedCalls
    completeness.assumedDeploymentType = total.assumedDeploymentType
    completeness.rejectedRecords = try store.rejectedRecords()
    completeness.unjoinedServiceRecords = twins.count
    completeness.excessServiceRecords = twins.excess
    issues = findings.issues() + estimates.issues() + twins.issues(areShown: areTwinsShown)
    if total.unmeteredCalls > 0 {
      issues.append(
        .init(
          .unmetered, count: total.unmeteredCalls,
          "no record tells the tokens of \(Words.count(total.unmeteredCalls, "call"))" + estimates.promptsOfUnmetered))
    }
    if completeness.rejectedRecords > 0 {
      let count = completeness.rejectedRecords
      issues.append(
        .init(
          .rejectedRecords, count: count,
          "of all that was ever ingested, \(Words.count(count, "record")) could not be read"))
    }
    let timeless = try store.callsWithoutTime()
    if timeless > 0 {
      issues.append(
        .init(
          .missingTime, count: timeless,
          "no record tells the time of \(Words.count(timeless, "call")): no period counts them"))
    }
    issues.sort { ($0.code, $0.message) < ($1.code, $1.message) }
    sources = findings.sourceCounts()
  }

  /// Where the period is cut so that in each slice everything but the calls is constant.
  private static func edges(
    _ books: Books, _ request: ReportRequest, _ dimensions: [Dimension], _ unjoined: UnjoinedService
  ) -> [Instant] {
    let period = request.period
    guard period.start < period.end else { return [] }
    let changes =
      books.directory.edges + books.deployments.edges + unjoined.edges
      + books.prices.boundaries(in: period.start..<period.end)
    var edges = Set(changes.filter { $0 > period.start && $0 < period.end })
    for dimension in dimensions + request.filters.map(\.dimension) {
      edges.formUnion(request.calendar.edges(of: dimension, in: period))
    }
    return [period.start] + edges.sorted() + [period.end]
  }

  private static func rate(
    _ sum: UsageSum, _ call: ResolvedCall, _ prices: PriceBook, at moment: Instant, _ bounds: [Int64]
  ) -> Rating? {
    guard sum.source != .unknown, let sku = call.sku else { return nil }
    // Any call of the band stands for all of them.
    let inputTokens = sum.inputBand == 0 ? 0 : bounds[sum.inputBand - 1] + 1
    return prices.rate(sum.usage.quantities(), for: sku, at: moment, inputTokens: inputTokens)
  }
}
