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
  private(set) var unpriced: [(what: String, calls: Int64, tokens: Int64)] = []
  /// The arithmetic behind the costs; empty unless it is asked for.
  private(set) var ledger = ChargeLedger()
  /// Calls left out because another source tells of them too.
  private(set) var copies: Set<Int64> = []
  /// What a reader must know of estimated figures; empty where there are none.
  private(set) var notes: [String] = []

  init(
    _ store: Store, _ books: Books, _ request: ReportRequest, by dimensions: [Dimension], keepsLedger: Bool = false
  ) throws(StoreFailure) {
    let unjoined = try UnjoinedService(store)
    let edges = Aggregate.edges(books, request, dimensions, unjoined)
    let bounds = books.costs.inputTokenBounds
    var findings = Findings()
    var estimates = EstimateFindings()
    var twins = TwinCount()

    let copies = try SecondCopies(store, books, request.period)
    self.copies = copies.ids
    let left = try store.sums(between: edges, inputTokenBounds: bounds, of: copies.ids)
    let usage = try store.sums(between: edges, inputTokenBounds: bounds).subtracting(left)
    var estimated = try EstimatedCalls(store, between: edges, inputTokenBounds: bounds)
    // Sums of one profile stand together.
    var latest: (slice: Int, profileId: Int64, call: ResolvedCall)?
    for sum in usage.sums {
      let moment = edges[sum.slice]
      if latest?.slice != sum.slice || latest?.profileId != sum.profileId {
        let call = ResolvedCall(usage.profiles[sum.profileId]!, books, at: moment)
        latest = (sum.slice, sum.profileId, call)
      }
      guard let call = latest?.call else { continue }
      for part in estimated.parts(of: sum, call) {
        let sum = part.sum
        let value = Aggregate.reading(sum, call, at: moment, request.calendar)
        if request.filters.allSatisfy({ !$0.isOfRecordAndTwin || $0.matchesTwin(value($0.dimension)) }) {
          twins.add(call.profile, sum.calls, unjoined, at: moment)
        }
        let isLeftOut = unjoined.isTwin(call.profile, at: moment) && !request.includesUnjoined
        guard !isLeftOut, request.filters.allSatisfy({ $0.matches(value($0.dimension)) }) else { continue }
        let rating = try Aggregate.rate(sum, call, books.costs, at: moment, bounds)
        let isMixed = call.profile[.resource].map(unjoined.isMixed) ?? false
        findings.add(sum, call, rating, at: moment, isMixed: isMixed)
        estimates.add(part)
        let tally = Tally(sum, call, rating)
        guard total.canAdd(tally) else {
          throw StoreFailure(
            "\(store.path): the cost of the calls is too large to be exact; is the unit of a price wrong?")
        }
        let group = dimensions.map(value)
        groups[group, default: Tally()] += tally
        total += tally
        if keepsLedger, let rating { ledger.add(rating, to: group) }
      }
    }
    for sum in left.sums {
      let call = ResolvedCall(left.profiles[sum.profileId]!, books, at: edges[sum.slice])
      let value = Aggregate.reading(sum, call, at: edges[sum.slice], request.calendar)
      if request.filters.allSatisfy({ $0.matches(value($0.dimension)) }) { completeness.copiesLeftOut += sum.calls }
    }
    if total.estimatedCalls > 0 {
      let accuracy = try EstimateAccuracy(store, books, request, between: edges)
      notes = estimates.notes(total, currency: books.costs.currency) + accuracy.notes()
    }
    completeness.copiesSuspected = copies.suspected
    issues =
      findings.issues() + estimates.issues() + twins.issues(areShown: request.includesUnjoined) + copies.issues()
    try conclude(store, estimates, twins)
    unpriced = findings.unpricedUses()
    sources = findings.sourceCounts()
  }

  /// The value of each dimension for the calls of a sum.
  private static func reading(
    _ sum: UsageSum, _ call: ResolvedCall, at moment: Instant, _ calendar: ZoneCalendar
  ) -> (Dimension) -> String? {
    { dimension in
      switch dimension {
      case .hour, .hourOfDay, .day, .month: calendar.label(dimension, moment)
      case .usageSource: sum.source.rawValue
      default: call.value(dimension)
      }
    }
  }

  private mutating func conclude(
    _ store: Store, _ estimates: EstimateFindings, _ twins: TwinCount
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
  }

  /// Where the period is cut so that in each slice everything but the calls is constant.
  private static func edges(
    _ books: Books, _ request: ReportRequest, _ dimensions: [Dimension], _ unjoined: UnjoinedService
  ) -> [Instant] {
    let period = request.period
    guard period.start < period.end else { return [] }
    let changes =
      books.directory.edges + books.deployments.edges + unjoined.edges
      + books.costs.boundaries(in: period.start..<period.end)
    var edges = Set(changes.filter { $0 > period.start && $0 < period.end })
    for dimension in dimensions + request.filters.map(\.dimension) {
      edges.formUnion(request.calendar.edges(of: dimension, in: period))
    }
    return [period.start] + edges.sorted() + [period.end]
  }

  private static func rate(
    _ sum: UsageSum, _ call: ResolvedCall, _ costs: CostBook, at moment: Instant, _ bounds: [Int64]
  ) throws(StoreFailure) -> Rating? {
    guard sum.source != .unknown, let sku = call.sku else { return nil }
    // Any call of the band stands for all of them.
    let inputTokens = sum.inputBand == 0 ? 0 : bounds[sum.inputBand - 1] + 1
    do {
      return try costs.rate(sum.usage.quantities(), for: sku, at: moment, inputTokens: inputTokens)
    } catch {
      throw StoreFailure(error.description)
    }
  }
}
