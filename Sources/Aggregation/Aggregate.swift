import ChargebackModel
import Pricing
import Store

/// The calls of a period, summed by some dimensions and priced: what every report of usage is made of.
///
/// Token counts are summed as integers, for each slice of time in which no price, directory entry or deployment changes;
/// sums that cannot differ in price or row are added up, and each is then multiplied once by its price.
struct Aggregate {
  private(set) var groups: [[String?]: Tally] = [:]
  private(set) var total = Tally()
  private(set) var completeness = Completeness()
  private(set) var issues: [Report.IssueSummary] = []
  private(set) var sources: [Report.SourceCount] = []
  private(set) var unpriced: [(what: String, calls: Int64, tokens: Int64)] = []
  /// The same in full, in no order.
  private(set) var unpricedUses: [UnpricedUse: UnpricedUse.Figures] = [:]
  /// The arithmetic behind the costs; empty unless it is asked for.
  private(set) var ledger = ChargeLedger()
  /// Calls left out because another source tells of them too.
  private(set) var copies: Set<Int64> = []
  /// What a reader must know of estimated figures; empty where there are none.
  private(set) var notes: [String] = []

  init(
    _ store: Store, _ books: Books, _ request: ReportRequest, by dimensions: [Dimension], keepsLedger: Bool = false
  ) throws(StoreFailure) {
    let profiles = try store.profiles()
    let unjoined = try UnjoinedService(store, profiles, books.resources)
    let slices = ReportSlices(request, by: dimensions, changes: books.changes(in: request.period) + unjoined.edges)
    let edges = slices.edges
    let bounds = books.costs.inputTokenBounds

    let copies = try SecondCopies(store, books, request.period)
    self.copies = copies.ids
    let left = try store.sums(between: edges, inputTokenBounds: bounds, of: copies.ids)
    let estimated = try EstimatedCalls(store, between: edges, inputTokenBounds: bounds)
    var alike = AlikeCalls(profiles, books, request, by: dimensions, slices, unjoined, estimated)
    try store.eachPart(between: edges, inputTokenBounds: bounds, without: left) { alike.add($0) }
    alike.finish()
    var findings = alike.findings
    var prices = AlikeRating(books.costs)
    var rows: [AlikeCalls.Row: Tally] = [:]
    for (key, sum) in alike.sums {
      let rating = try prices.rate(sum, key, of: alike)
      findings.add(sum, alike.product(key), key.source, rating)
      let tally = Tally(sum, alike.product(key), key.source, isRefused: key.isRefused, rating)
      guard total.canAdd(tally) else {
        throw StoreFailure(
          "\(store.path): the cost of the calls is too large to be exact; is the unit of a price wrong?")
      }
      let row = alike.row(key)
      rows[row, default: Tally()] += tally
      total += tally
      if keepsLedger, let rating { ledger.add(rating, to: alike.values(row)) }
    }
    for (row, tally) in rows { groups[alike.values(row), default: Tally()] += tally }
    for sum in left.sums {
      let call = ResolvedCall(left.profiles[sum.profileId]!, books, at: edges[sum.slice])
      if slices.matches(request.filters, sum, call) { completeness.copiesLeftOut += sum.calls }
    }
    if total.estimatedCalls > 0 {
      let accuracy = try EstimateAccuracy(store, books, request, between: edges)
      notes = alike.estimates.notes(total, currency: books.costs.currency) + accuracy.notes()
    }
    completeness.copiesSuspected = copies.suspected
    issues =
      findings.issues() + alike.estimates.issues() + alike.twins.issues(areShown: request.includesUnjoined)
      + copies.issues()
    try conclude(store, alike.estimates, alike.twins)
    unpriced = findings.unpricedSentences()
    unpricedUses = findings.unpricedUses
    sources = findings.sourceCounts()
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
}
