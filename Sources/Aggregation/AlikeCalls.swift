import ChargebackModel
import Store

/// Adds up the sums of calls that cannot differ in price nor in the row of the report that they belong to.
///
/// A profile is looked up in the registers once an epoch, however many slices and sums it has: what is left for each sum is
/// arithmetic.
struct AlikeCalls {
  /// What calls have in common that are rated together.
  struct Key: Hashable {
    let epoch: Int
    /// Of the dimensions of time.
    let label: Int
    /// Of the other dimensions.
    let group: Int
    let product: Int
    /// Of the source of usage among all, for comparing numbers is faster.
    let sourceIndex: Int
    let inputBand: Int
    /// The meters that each call used, a bit for each.
    let meters: Int64
    let isRefused: Bool

    var source: UsageSource { UsageSource.allCases[sourceIndex] }

    func hash(into hasher: inout Hasher) {
      hasher.combine(label &<< 32 ^ group)
      hasher.combine(
        product &<< 32 ^ epoch &<< 24 ^ inputBand &<< 20 ^ Int(truncatingIfNeeded: meters) &<< 2 ^ sourceIndex)
    }
  }

  /// What calls have in common that stand in one row, of which there may be two with the same values.
  struct Row: Hashable {
    fileprivate let label: Int
    fileprivate let group: Int
    /// Where it is asked for.
    fileprivate let source: UsageSource?
  }

  struct Sum {
    var calls: Int64 = 0
    var usage = TokenUsage()

    mutating func add(_ sum: UsageSum) {
      calls += sum.calls
      usage.add(sum.usage, times: 1)
    }
  }

  private var found: [(key: Key, sum: Sum)] = []
  private var places: [Key: Int] = [:]
  private(set) var findings = Findings()
  private(set) var estimates = EstimateFindings()
  private(set) var twins = TwinCount()

  private let profiles: [Int64: CallProfile]
  private let books: Books
  private let request: ReportRequest
  private let dimensions: [Dimension]
  private let showsSource: Bool
  private let slices: ReportSlices
  private let unjoined: UnjoinedService
  private var estimated: EstimatedCalls

  /// The calls of a profile in an epoch; a class because its counts change with each sum.
  private final class Member {
    let call: ResolvedCall
    let group: Int
    let product: Int
    let isRefused: Bool
    /// By all conditions but those on time and on the source of usage.
    let isChosen: Bool
    /// By those conditions that hold for a gateway's call and the service's record of it alike.
    let isTwinChosen: Bool
    /// Whether it is the service's record of a call that is counted already.
    let isLeftOut: Bool
    var calls: Int64 = 0
    var meteredCalls: Int64 = 0
    var callsBesideTwins: Int64 = 0
    /// Where its last sum stands among all.
    var latest: (key: Key, place: Int)?

    init(
      _ call: ResolvedCall, group: Int, product: Int, isChosen: Bool, isTwinChosen: Bool, isLeftOut: Bool
    ) {
      self.call = call
      self.group = group
      self.product = product
      isRefused = call.isRefused
      self.isChosen = isChosen
      self.isTwinChosen = isTwinChosen
      self.isLeftOut = isLeftOut
    }
  }

  private var epoch = 0
  /// By the ids of profiles, which are small numbers.
  private var members: [Member?] = []
  private var groups: [[String?]] = []
  private var numbersOfGroups: [[String?]: Int] = [:]
  /// Of this epoch.
  private var served: [ProductFacts: (ServedModel, product: Int)] = [:]
  private var products: [Product] = []
  private var numbersOfProducts: [Product: Int] = [:]
  /// Of each label, whether its hour, day and month are asked for.
  private let isLabelChosen: [Bool]
  private let isSourceChosen: [Bool]

  init(
    _ profiles: [Int64: CallProfile], _ books: Books, _ request: ReportRequest, by dimensions: [Dimension],
    _ slices: ReportSlices, _ unjoined: UnjoinedService, _ estimated: EstimatedCalls
  ) {
    self.profiles = profiles
    self.books = books
    self.request = request
    self.dimensions = dimensions
    showsSource = dimensions.contains(.usageSource)
    self.slices = slices
    self.unjoined = unjoined
    self.estimated = estimated
    isLabelChosen = (0..<slices.labelCount).map { slices.matches(request.filters, label: $0) }
    isSourceChosen = UsageSource.allCases.map { source in
      request.filters.allSatisfy { $0.dimension != .usageSource || $0.matches(source.rawValue) }
    }
  }

  // MARK: Adding

  /// Takes the parts of sums, in the order of their slices.
  mutating func add(_ sum: UsageSum) {
    if slices.epochs[sum.slice] != epoch {
      finish()
      epoch = slices.epochs[sum.slice]
    }
    guard let member = member(of: sum.profileId) else { return }
    guard case .unknown = sum.source else {
      add(sum, sum.meters, member)
      return
    }
    for part in estimated.parts(of: sum, member.call) {
      if add(part.sum, part.sum.usage.usedQuantities, member) { estimates.add(part) }
    }
  }

  /// False for calls that the report leaves out.
  @discardableResult
  private mutating func add(_ sum: UsageSum, _ meters: Int64, _ member: Member) -> Bool {
    let label = slices.labels[sum.slice]
    guard isLabelChosen[label] else { return false }
    member.callsBesideTwins += sum.calls
    let source = sum.source.index
    guard member.isChosen, !member.isLeftOut, isSourceChosen[source] else { return false }
    member.calls += sum.calls
    if case .unknown = sum.source {} else { member.meteredCalls += sum.calls }
    let key = Key(
      epoch: epoch, label: label, group: member.group, product: member.product, sourceIndex: source,
      inputBand: sum.inputBand,
      meters: meters, isRefused: member.isRefused)
    let place = place(of: key, member)
    found[place].sum.add(sum)
    return true
  }

  /// Mostly where the member's sum before stands too.
  private mutating func place(of key: Key, _ member: Member) -> Int {
    if let latest = member.latest, latest.key == key { return latest.place }
    let place = places[key] ?? found.count
    if place == found.count {
      places[key] = place
      found.append((key, Sum()))
    }
    member.latest = (key, place)
    return place
  }

  /// Nil where no call has the profile any more: its parts of sums take each other away.
  private mutating func member(of profileId: Int64) -> Member? {
    if members.count > profileId, let known = members[Int(profileId)] { return known }
    guard let profile = profiles[profileId] else { return nil }
    if members.count <= profileId {
      members.append(contentsOf: repeatElement(nil, count: Int(profileId) + 1 - members.count))
    }
    let moment = slices.start(ofEpoch: epoch)
    let (call, product) = resolved(profile, at: moment)
    let others = request.filters.filter { !$0.dimension.isOfTime && $0.dimension != .usageSource }
    let member = Member(
      call, group: number(of: dimensions.map(call.value)), product: product,
      isChosen: others.allSatisfy { $0.matches(call.value($0.dimension)) },
      isTwinChosen: others.allSatisfy { !$0.isOfRecordAndTwin || $0.matchesTwin(call.value($0.dimension)) },
      isLeftOut: unjoined.isTwin(call.profile, at: moment) && !request.includesUnjoined)
    members[Int(profileId)] = member
    return member
  }

  /// A call of the profile, with the number of its product.
  private mutating func resolved(_ profile: CallProfile, at moment: Instant) -> (ResolvedCall, Int) {
    let settled = books.resources.settled(profile, at: moment)
    let facts = ProductFacts(settled: settled)
    if let (served, product) = served[facts] {
      return (ResolvedCall(settled: settled, served, books, at: moment), product)
    }
    let call = ResolvedCall(profile, books, at: moment)
    let product = number(of: Product(call))
    served[facts] = (call.served, product)
    return (call, product)
  }

  private mutating func number(of values: [String?]) -> Int {
    if let known = numbersOfGroups[values] { return known }
    numbersOfGroups[values] = groups.count
    groups.append(values)
    return groups.count - 1
  }

  private mutating func number(of product: Product) -> Int {
    if let known = numbersOfProducts[product] { return known }
    numbersOfProducts[product] = products.count
    products.append(product)
    return products.count - 1
  }

  /// Ends an epoch, and at last the period.
  mutating func finish() {
    let moment = slices.start(ofEpoch: epoch)
    for case let member? in members {
      if member.isTwinChosen, member.callsBesideTwins > 0 {
        twins.add(member.call.profile, member.callsBesideTwins, unjoined, at: moment)
      }
      guard member.calls > 0 else { continue }
      let isMixed = member.call.profile[.resource].map(unjoined.isMixed) ?? false
      findings.add(member.call, calls: member.calls, metered: member.meteredCalls, isMixed: isMixed)
    }
    members = []
    served = [:]
  }

  // MARK: What is found

  /// Of parts that were taken away again nothing is left.
  var sums: [(key: Key, sum: Sum)] { found.filter { $0.sum.calls > 0 } }

  func product(_ key: Key) -> Product { products[key.product] }

  /// Any moment of the calls stands for all.
  func moment(_ key: Key) -> Instant { slices.start(ofEpoch: key.epoch) }

  func row(_ key: Key) -> Row {
    Row(label: key.label, group: key.group, source: showsSource ? key.source : nil)
  }

  /// The values of the report's dimensions.
  func values(_ row: Row) -> [String?] {
    zip(dimensions, groups[row.group]).map { dimension, value in
      switch dimension {
      case .hour, .hourOfDay, .day, .month: slices.value(dimension, label: row.label)
      case .usageSource: row.source?.rawValue
      default: value
      }
    }
  }
}

extension TokenUsage {
  /// Which of the two quantities that estimates have are not zero, a bit for each.
  fileprivate var usedQuantities: Int64 { ((inputTokens ?? 0) > 0 ? 1 : 0) + ((outputTokens ?? 0) > 0 ? 2 : 0) }
}
