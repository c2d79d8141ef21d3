import ChargebackModel
import Store

/// The rows of `coverage` while they are added up, and what a call belongs to.
struct CoverageCells {
  enum Method: String { case key, count }

  private struct Key: Hashable {
    /// Of the dimensions of time.
    let label: Int
    /// Of the other dimensions, those of conditions included.
    let group: Int
    let method: Method
  }

  /// The calls of a profile while no register changes.
  final class Member {
    let call: ResolvedCall
    let place: CallPlace
    let values: [String?]
    let group: Int
    /// Whether the service saw the gateway's own identity.
    let isOwn: Bool
    /// The numbers that it is counted in, once that is known; nil where a key joins its calls.
    var number: CoverageCrowds.Number?

    init(_ call: ResolvedCall, values: [String?], group: Int, isOwn: Bool) {
      self.call = call
      place = CallPlace(call)
      self.values = values
      self.group = group
      self.isOwn = isOwn
    }

    /// Whether the service saw an API key.
    var isByKey: Bool { call.profile.sides == .service && call.profile[.serviceObjectId] == nil }

    var role: CountMatch.ServiceKey.Role { isOwn ? call.isWorthRepeating ? .attempt : .own : .other }
  }

  private struct Life: Hashable {
    let epoch: Int
    let profileId: Int64
  }

  private let profiles: [Int64: CallProfile]
  private let books: Books
  private let request: ReportRequest
  private let dimensions: [Dimension]
  /// The report's and those of its conditions.
  private let all: [Dimension]
  private let slices: ReportSlices
  private let identities: GatewayIdentities
  private var members: [Life: Member] = [:]
  private var groups: [[String?]] = []
  private var numbers: [[String?]: Int] = [:]
  private var cells: [Key: CoverageFigures] = [:]

  init(
    _ profiles: [Int64: CallProfile], _ books: Books, _ request: ReportRequest, by dimensions: [Dimension],
    _ slices: ReportSlices
  ) {
    self.profiles = profiles
    self.books = books
    self.request = request
    self.dimensions = dimensions
    self.slices = slices
    all = dimensions + request.filters.map(\.dimension)
    identities = GatewayIdentities(profiles.values, books.directory)
  }

  mutating func member(_ profileId: Int64, slice: Int) -> Member {
    let life = Life(epoch: slices.epochs[slice], profileId: profileId)
    if let known = members[life] { return known }
    let moment = slices.start(ofEpoch: life.epoch)
    // Where no call has the profile any more, its parts of sums take each other away.
    let call = ResolvedCall(profiles[profileId] ?? CallProfile(), books, at: moment)
    let values = all.map(call.value)
    let member = Member(
      call, values: values, group: number(of: values), isOwn: identities.contain(call.profile, at: moment))
    members[life] = member
    return member
  }

  // MARK: Adding

  mutating func add(_ sum: UsageSum, _ member: Member, _ method: Method, _ change: (inout CoverageFigures) -> Void) {
    var group = member.group
    if all.contains(.usageSource) {
      group = number(of: zip(all, member.values).map { $0 == .usageSource ? sum.source.rawValue : $1 })
    }
    add(Key(label: slices.labels[sum.slice], group: group, method: method), change)
  }

  /// Adds to the row of what all these calls agree on; where they differ nobody knows which of them are meant.
  /// - Parameter resource: the account, where these calls do not tell it.
  mutating func add(
    slice: Int, among members: [Member], resource: String? = nil, _ change: (inout CoverageFigures) -> Void
  ) {
    guard let first = members.first else { return }
    let isOne = resource == nil && members.allSatisfy { $0.group == first.group }
    let common = all.indices.map { index in
      let value = members.allSatisfy { $0.values[index] == first.values[index] } ? first.values[index] : nil
      return all[index] == .resource ? value ?? resource : value
    }
    let group = isOne ? first.group : number(of: common)
    add(Key(label: slices.labels[slice], group: group, method: .count), change)
  }

  private mutating func add(_ key: Key, _ change: (inout CoverageFigures) -> Void) {
    change(&cells[key, default: CoverageFigures()])
  }

  private mutating func number(of values: [String?]) -> Int {
    if let known = numbers[values] { return known }
    numbers[values] = groups.count
    groups.append(values)
    return groups.count - 1
  }

  // MARK: Rows

  /// By the values of the report's dimensions and the method, conditions met.
  func rows() -> [[String?]: CoverageFigures] {
    var rows: [[String?]: CoverageFigures] = [:]
    for (key, figures) in cells {
      let values = zip(all, groups[key.group]).map { dimension, value in
        dimension.isOfTime ? slices.value(dimension, label: key.label) : value
      }
      let found = zip(request.filters, values.suffix(request.filters.count))
      guard found.allSatisfy({ $0.matches($1) }) else { continue }
      rows[values.prefix(dimensions.count) + [key.method.rawValue], default: CoverageFigures()] += figures
    }
    return rows
  }
}
