import ChargebackModel
import Pricing
import Store

/// Which calls both sides saw, and which only one of them.
///
/// - By key where the gateway captured the service's id: then a record that only the service has is a call around the
///   gateway, or one whose event was lost.
/// - By numbers (`CountMatch`) for gateway calls without the key, and for the service's records of accounts whose gateway
///   captures none at that time, or of places to which answered calls without the key went on that day.
/// - What the service could not serve under the gateway's own identity, and what no gateway call corresponds to, is an
///   attempt that the gateway repeated; it counts as no call.
struct Coverage {
  private(set) var rows: [[String?]: CoverageFigures] = [:]

  let store: Store
  let books: Books
  let request: ReportRequest
  let slices: ReportSlices
  let events: KeyEvents
  var cells: CoverageCells
  private let unjoined: UnjoinedService
  private var averages = DeploymentAverages()

  /// A profile in a span that begins and ends with quarter hours.
  struct Stay: Hashable {
    let block: Int
    let profileId: Int64
  }

  /// Of each slice: those that a change within a quarter hour divides share one.
  private let blocks: [Int]
  /// Records that only the service has.
  private(set) var serviceSums: [UsageSum] = []
  /// Profiles of gateway calls without the key.
  private(set) var keyless: Set<Int64> = []
  /// What no key joins.
  var crowds = CoverageCrowds()
  /// Of each epoch the places of answered ones.
  private var keylessPlaces: [Int: Set<CallPlace>] = [:]
  /// Service records that no key joins, and among which some are taken to be the gateway's calls.
  var touched: Set<Stay> = []
  /// Of each account, whose records tell of its calls.
  private var sides: [String: CallProfile.Sides] = [:]
  /// Where the last quarter hour with such calls ends.
  var ends: [Stay: Instant] = [:]

  init(
    _ store: Store, _ books: Books, _ request: ReportRequest, by dimensions: [Dimension]
  ) throws(StoreFailure) {
    self.store = store
    self.books = books
    self.request = request
    let profiles = try store.profiles()
    unjoined = try UnjoinedService(store, profiles, books.resources)
    // Counts are by quarter hours, so the rule changes with one.
    let edges = unjoined.edges.map { moment in
      let start = Instant(milliseconds: Store.startOfQuarter(moment.milliseconds))
      return start == moment ? start : start.advanced(byMilliseconds: Store.quarterHour)
    }
    let days = Coverage.days(request.period, profiles, unjoined)
    slices = ReportSlices(request, by: dimensions, changes: books.changes(in: request.period) + edges + days)
    blocks = slices.edges.dropLast().dropFirst().reduce(into: [0]) { blocks, edge in
      let isWhole = Store.startOfQuarter(edge.milliseconds) == edge.milliseconds
      blocks.append(blocks.last! + (isWhole ? 1 : 0))
    }
    events = try KeyEvents(store, books.directory)
    cells = CoverageCells(profiles, books, request, by: dimensions, slices)
    guard request.period.start < request.period.end else { return }

    let copies = try SecondCopies(store, books, request.period)
    let bounds = books.costs.inputTokenBounds
    let left = try store.sums(between: slices.edges, inputTokenBounds: bounds, of: copies.ids)
    try store.eachSum(between: slices.edges, inputTokenBounds: bounds, without: left) { add($0) }
    try averages.finish(books.costs)
    try count(without: copies.ids)
    for sum in serviceSums { try addServiceOnly(sum) }
    rows = cells.rows()
  }

  /// Where gateways write calls with the key and calls without, each day is judged by itself.
  private static func days(
    _ period: Period, _ profiles: [Int64: CallProfile], _ unjoined: UnjoinedService
  ) -> [Instant] {
    guard profiles.values.contains(where: { $0[.resource].map(unjoined.isMixed) ?? false }) else { return [] }
    var days: [Instant] = []
    var date = period.start.date.next
    while date.startUTC < period.end {
      days.append(date.startUTC)
      date = date.next
    }
    return days
  }

  // MARK: By key

  private mutating func add(_ sum: UsageSum) {
    let member = cells.member(sum.profileId, slice: sum.slice)
    if request.estimatesCost { averages.add(sum, member.call, member.place, at: moment(sum)) }
    let profile = member.call.profile
    if let resource = member.place.resource, sides[resource]?.isSuperset(of: profile.sides) != true {
      sides[resource, default: []].formUnion(profile.sides)
    }
    if profile.sides == .service {
      serviceSums.append(sum)
    } else if profile.sides.contains(.service) {
      cells.add(sum, member, .key) { $0.joined += sum.calls }
    } else if profile.gatewayCarriesKey {
      cells.add(sum, member, .key) { $0.gatewayOnly += sum.calls }
    } else {
      keyless.insert(sum.profileId)
      if member.number == nil {
        let key = CountMatch.GatewayKey(place: member.place, isFailed: member.call.isWorthRepeating)
        member.number = .gateway(crowds.number(of: key))
      }
      if member.call.isAnswered, member.place.resource != nil {
        keylessPlaces[slices.epochs[sum.slice], default: []].insert(member.place)
      }
    }
  }

  private func moment(_ sum: UsageSum) -> Instant { slices.start(ofEpoch: slices.epochs[sum.slice]) }

  func stay(_ profileId: Int64, slice: Int) -> Stay { Stay(block: blocks[slice], profileId: profileId) }

  /// Whether no key joins these records to the gateway's calls.
  func isCounted(_ member: CoverageCells.Member, slice: Int) -> Bool {
    guard let resource = member.place.resource else { return false }
    let epoch = slices.epochs[slice]
    return unjoined.isUnjoined(resource, at: slices.start(ofEpoch: epoch))
      || keylessPlaces[epoch]?.contains { $0.mayBe(member.place) } == true
  }

  /// A record's calls by its own row, unless they were counted among others.
  private mutating func addServiceOnly(_ sum: UsageSum) throws(StoreFailure) {
    let stay = stay(sum.profileId, slice: sum.slice)
    guard !touched.contains(stay) else { return }
    let member = cells.member(sum.profileId, slice: sum.slice)
    let method: CoverageCells.Method = member.number == nil ? .key : .count
    guard member.role != .attempt else { return cells.add(sum, member, method) { $0.attempts += sum.calls } }
    let (cost, unknown) = try CoverageCost.figures(sum, member.call, books.costs, at: moment(sum))
    var figures = CoverageFigures()
    figures.serviceOnly = sum.calls
    figures.hasCost = cost != nil
    figures.cost = cost ?? .zero
    addUnknown(unknown, [member], to: &figures)
    addKey(sum.calls, [member], before: ends[stay] ?? slices.edges[sum.slice + 1], to: &figures)
    cells.add(sum, member, method) { $0 += figures }
  }

  /// Calls whose cost nobody knows: estimated where that is asked for and all of them were answered.
  func addUnknown(_ calls: Int64, _ members: [CoverageCells.Member], to figures: inout CoverageFigures) {
    guard calls > 0 else { return }
    if request.estimatesCost, members.allSatisfy(\.call.isAnswered), let place = members.first?.place,
      let cost = averages.estimate(calls, at: place)
    {
      figures.estimatedCost = cost
      figures.estimatedCalls = calls
    } else {
      figures.unknownCostCalls = calls
    }
  }

  /// Calls among which are some that were signed in with a key.
  func addKey(
    _ calls: Int64, _ members: [CoverageCells.Member], before moment: Instant, to figures: inout CoverageFigures
  ) {
    for member in members where member.isByKey {
      figures.keyCalls = calls
      guard let resource = member.place.resource else { continue }
      figures.keyResources.insert(resource)
      figures.listers.formUnion(events.listers(of: resource, before: moment))
    }
  }

  // MARK: Notes

  /// Accounts without any record of the service: then nothing says what it saw.
  var silentAccounts: [String] {
    let filters = request.filters.filter { $0.dimension == .resource }
    return sides.filter { account in
      !account.value.contains(.service) && filters.allSatisfy { $0.matches(account.key) }
    }.keys.sorted()
  }
}
