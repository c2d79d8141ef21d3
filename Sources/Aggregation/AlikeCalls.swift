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
    /// -1 where nobody knows the model.
    let sku: Int
    let source: UsageSource
    let inputBand: Int
    /// The meters that each call used, a bit for each.
    let meters: Int64
    let isRefused: Bool
    let isAssumedGlobal: Bool

    func hash(into hasher: inout Hasher) {
      hasher.combine(label &<< 32 ^ group)
      hasher.combine(sku &<< 32 ^ epoch &<< 24 ^ inputBand &<< 20 ^ Int(truncatingIfNeeded: meters) &<< 2 ^ source.rank)
    }
  }

  struct Sum {
    var calls: Int64 = 0
    var usage = TokenUsage()

    mutating func add(_ sum: UsageSum) {
      calls += sum.calls
      usage.add(sum.usage, times: 1)
    }
  }

  private(set) var sums: [Key: Sum] = [:]
  private(set) var findings = Findings()
  private(set) var estimates = EstimateFindings()
  private(set) var twins = TwinCount()

  private let profiles: [Int64: CallProfile]
  private let books: Books
  private let request: ReportRequest
  private let dimensions: [Dimension]
  private let slices: ReportSlices
  private let unjoined: UnjoinedService
  private var estimated: EstimatedCalls

  /// The calls of a profile in an epoch; a class because its counts change with each sum.
  private final class Member {
    let call: ResolvedCall
    let group: Int
    let sku: Int
    let isRefused: Bool
    let isAssumedGlobal: Bool
    /// By all conditions but those on time and on the source of usage.
    let isChosen: Bool
    /// By those conditions that hold for a gateway's call and the service's record of it alike.
    let isTwinChosen: Bool
    /// Whether it is the service's record of a call that is counted already.
    let isLeftOut: Bool
    var calls: Int64 = 0
    var meteredCalls: Int64 = 0
    var callsBesideTwins: Int64 = 0

    init(
      _ call: ResolvedCall, group: Int, sku: Int, isChosen: Bool, isTwinChosen: Bool, isLeftOut: Bool
    ) {
      self.call = call
      self.group = group
      self.sku = sku
      isRefused = call.isRefused
      isAssumedGlobal = call.served.deploymentType == nil && call.served.model != nil
      self.isChosen = isChosen
      self.isTwinChosen = isTwinChosen
      self.isLeftOut = isLeftOut
    }
  }

  private var epoch = 0
  private var members: [Int64: Member] = [:]
  private var groups: [[String?]] = []
  private var numbersOfGroups: [[String?]: Int] = [:]
  private var skus: [SKU] = []
  private var numbersOfSKUs: [SKU: Int] = [:]
  /// Of each label, whether its hour, day and month are asked for.
  private var isLabelChosen: [Int: Bool] = [:]
  private let isSourceChosen: [UsageSource: Bool]

  init(
    _ profiles: [Int64: CallProfile], _ books: Books, _ request: ReportRequest, by dimensions: [Dimension],
    _ slices: ReportSlices, _ unjoined: UnjoinedService, _ estimated: EstimatedCalls
  ) {
    self.profiles = profiles
    self.books = books
    self.request = request
    self.dimensions = dimensions
    self.slices = slices
    self.unjoined = unjoined
    self.estimated = estimated
    isSourceChosen = Dictionary(
      uniqueKeysWithValues: UsageSource.allCases.map { source in
        (source, request.filters.allSatisfy { $0.dimension != .usageSource || $0.matches(source.rawValue) })
      })
  }

  // MARK: Adding

  /// Sums come in the order of their slices.
  mutating func add(_ sum: UsageSum) {
    if slices.epochs[sum.slice] != epoch {
      finish()
      epoch = slices.epochs[sum.slice]
    }
    let member = member(of: sum.profileId)
    guard sum.source == .unknown else {
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
    guard isChosen(label: label) else { return false }
    member.callsBesideTwins += sum.calls
    guard member.isChosen, !member.isLeftOut, isSourceChosen[sum.source] == true else { return false }
    member.calls += sum.calls
    if sum.source != .unknown { member.meteredCalls += sum.calls }
    let key = Key(
      epoch: epoch, label: label, group: member.group, sku: member.sku, source: sum.source, inputBand: sum.inputBand,
      meters: meters, isRefused: member.isRefused, isAssumedGlobal: member.isAssumedGlobal)
    sums[key, default: Sum()].add(sum)
    return true
  }

  private mutating func isChosen(label: Int) -> Bool {
    if let known = isLabelChosen[label] { return known }
    let isChosen = slices.matches(request.filters, label: label)
    isLabelChosen[label] = isChosen
    return isChosen
  }

  private mutating func member(of profileId: Int64) -> Member {
    if let known = members[profileId] { return known }
    let moment = slices.start(ofEpoch: epoch)
    let profile = profiles[profileId]!
    let call = ResolvedCall(profile, books, at: moment)
    let others = request.filters.filter { !$0.dimension.isOfTime && $0.dimension != .usageSource }
    let member = Member(
      call, group: number(of: dimensions.map(call.value)), sku: call.sku.map { number(of: $0) } ?? -1,
      isChosen: others.allSatisfy { $0.matches(call.value($0.dimension)) },
      isTwinChosen: others.allSatisfy { !$0.isOfRecordAndTwin || $0.matchesTwin(call.value($0.dimension)) },
      isLeftOut: unjoined.isTwin(profile, at: moment) && !request.includesUnjoined)
    members[profileId] = member
    return member
  }

  private mutating func number(of values: [String?]) -> Int {
    if let known = numbersOfGroups[values] { return known }
    numbersOfGroups[values] = groups.count
    groups.append(values)
    return groups.count - 1
  }

  private mutating func number(of sku: SKU) -> Int {
    if let known = numbersOfSKUs[sku] { return known }
    numbersOfSKUs[sku] = skus.count
    skus.append(sku)
    return skus.count - 1
  }

  /// Ends an epoch, and at last the period.
  mutating func finish() {
    guard !members.isEmpty else { return }
    let moment = slices.start(ofEpoch: epoch)
    for member in members.values {
      if member.isTwinChosen, member.callsBesideTwins > 0 {
        twins.add(member.call.profile, member.callsBesideTwins, unjoined, at: moment)
      }
      guard member.calls > 0 else { continue }
      let isMixed = member.call.profile[.resource].map(unjoined.isMixed) ?? false
      findings.add(member.call, calls: member.calls, metered: member.meteredCalls, isMixed: isMixed)
    }
    members = [:]
  }

  // MARK: What is found

  func sku(_ key: Key) -> SKU? { key.sku < 0 ? nil : skus[key.sku] }

  /// Any moment of the calls stands for all.
  func moment(_ key: Key) -> Instant { slices.start(ofEpoch: key.epoch) }

  /// The values of the report's dimensions.
  func values(_ key: Key) -> [String?] {
    zip(dimensions, groups[key.group]).map { dimension, value in
      switch dimension {
      case .hour, .hourOfDay, .day, .month: slices.value(dimension, label: key.label)
      case .usageSource: key.source.rawValue
      default: value
      }
    }
  }
}

extension UsageSource {
  fileprivate var rank: Int { self == .reported ? 0 : self == .estimated ? 1 : 2 }
}

extension TokenUsage {
  /// Which of the two quantities that estimates have are not zero, a bit for each.
  fileprivate var usedQuantities: Int64 { ((inputTokens ?? 0) > 0 ? 1 : 0) + ((outputTokens ?? 0) > 0 ? 2 : 0) }
}
