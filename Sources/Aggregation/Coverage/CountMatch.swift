/// Compares the service's records with the gateway's calls by their numbers, where no key joins them.
///
/// In each quarter hour and place as many are taken to be the same calls as both sides have; no record is tied to a
/// call. What is left in neighbouring quarter hours may be the same calls, by clocks or durations that differ: as many are
/// taken together as lie near each edge between the two. Both are rules on numbers alone, so the order of reading decides
/// nothing.
struct CountMatch {
  struct Cell {
    var calls: Int64
    var joined: Int64 = 0
    /// Of a gateway's calls, the accounts whose records they are taken for.
    var resources: Set<String> = []
    var rest: Int64 { max(0, calls - joined) }
  }

  /// Records of one place by how surely they came through the gateway.
  struct ServiceKey: Hashable, Comparable {
    enum Role: Int {
      /// Under an identity of the gateway's own.
      case own
      /// The same, but the service could not serve it: the gateway may have tried again.
      case attempt
      case other
    }
    let place: CallPlace
    let role: Role

    static func < (a: ServiceKey, b: ServiceKey) -> Bool {
      a.role == b.role ? a.place < b.place : a.role.rawValue < b.role.rawValue
    }
  }

  /// A gateway's calls to one place.
  struct GatewayKey: Hashable, Comparable {
    let place: CallPlace
    /// Whether the service could not serve them, as the gateway saw it.
    let isFailed: Bool

    static func < (a: GatewayKey, b: GatewayKey) -> Bool {
      a.place == b.place ? !a.isFailed && b.isFailed : a.place < b.place
    }
  }

  /// What is compared before what: first what is the likeliest, a gateway's own records with its calls of like outcome;
  /// last what may be another attempt.
  enum Step: CaseIterable { case alike, others, unlike }

  /// The calls shortly before and shortly after an edge.
  struct Near {
    struct Sides {
      var before: Int64 = 0
      var after: Int64 = 0
    }
    var service: [Int: Sides] = [:]
    var gateway: [Int: Sides] = [:]
  }

  /// Of each key, by its place among them, the cells by the number of the quarter hour.
  private(set) var service: [[Int64: Cell]]
  private(set) var gateway: [[Int64: Cell]]
  private let records: [ServiceKey]
  /// Which service records a gateway's calls may be, both by their places and in a fixed order.
  private let pairs: [Step: [(calls: Int, record: Int)]]

  init(service: [(ServiceKey, [Int64: Cell])], gateway: [(GatewayKey, [Int64: Cell])]) {
    self.service = service.map(\.1)
    self.gateway = gateway.map(\.1)
    records = service.map(\.0)
    let inOrder = service.indices.sorted { service[$0].0 < service[$1].0 }
    var pairs: [Step: [(calls: Int, record: Int)]] = [:]
    for calls in gateway.indices.sorted(by: { gateway[$0].0 < gateway[$1].0 }) {
      for record in inOrder where gateway[calls].0.place.mayBe(service[record].0.place) {
        let role = service[record].0.role
        let isAlike = (role == .attempt) == gateway[calls].0.isFailed
        pairs[role == .other ? .others : isAlike ? .alike : .unlike, default: []].append((calls, record))
      }
    }
    self.pairs = pairs
  }

  /// Joins what lies in the same quarter hours.
  mutating func join(_ step: Step) {
    for (calls, record) in pairs[step] ?? [] {
      for quarter in gateway[calls].keys.sorted() { join(calls, quarter, record, quarter, atMost: .max) }
    }
  }

  /// How many quarter hours apart what is left may be the same. The calls between move along: of a steady stream of calls
  /// that are noted late, what is missing in one quarter hour may be left over in the next but one.
  static let reach: Int64 = 2

  /// The quarter hours at whose beginning calls may have changed sides.
  func doubtfulEdges(_ step: Step) -> [Int64] {
    var edges: Set<Int64> = []
    for (calls, record) in pairs[step] ?? [] {
      for (quarter, cell) in gateway[calls] where cell.rest > 0 {
        for distance in 1...CountMatch.reach {
          if rest(record, quarter - distance) > 0 { edges.formUnion(quarter - distance + 1...quarter) }
          if rest(record, quarter + distance) > 0 { edges.formUnion(quarter + 1...quarter + distance) }
        }
      }
    }
    return edges.sorted()
  }

  /// Joins what is left on both sides of edges, the nearest first.
  mutating func join(_ step: Step, across edges: inout [Int64: Near]) {
    for distance in 1...CountMatch.reach {
      for (calls, record) in pairs[step] ?? [] {
        for quarter in gateway[calls].keys.sorted() where gateway[calls][quarter]!.rest > 0 {
          let back = quarter + 1...quarter + distance
          let late = join(
            calls, quarter, record, quarter + distance, atMost: room(back, calls, record, edges, \.before, \.after))
          take(late, back, calls, record, &edges, \.before, \.after)
          let forward = quarter - distance + 1...quarter
          let early = join(
            calls, quarter, record, quarter - distance, atMost: room(forward, calls, record, edges, \.after, \.before))
          take(early, forward, calls, record, &edges, \.after, \.before)
        }
      }
    }
  }

  private typealias Side = WritableKeyPath<Near.Sides, Int64>

  /// How many calls may have crossed all these edges.
  private func room(
    _ numbers: ClosedRange<Int64>, _ calls: Int, _ record: Int, _ edges: [Int64: Near],
    _ gatewaySide: Side, _ serviceSide: Side
  ) -> Int64 {
    numbers.map { edge in
      guard let near = edges[edge], let ofCalls = near.gateway[calls], let ofRecord = near.service[record] else {
        return 0
      }
      return min(ofCalls[keyPath: gatewaySide], ofRecord[keyPath: serviceSide])
    }.min() ?? 0
  }

  private func take(
    _ count: Int64, _ numbers: ClosedRange<Int64>, _ calls: Int, _ record: Int,
    _ edges: inout [Int64: Near],
    _ gatewaySide: Side, _ serviceSide: Side
  ) {
    guard count > 0 else { return }
    for edge in numbers {
      edges[edge]?.gateway[calls]?[keyPath: gatewaySide] -= count
      edges[edge]?.service[record]?[keyPath: serviceSide] -= count
    }
  }

  private func rest(_ record: Int, _ quarter: Int64) -> Int64 { service[record][quarter]?.rest ?? 0 }

  @discardableResult
  private mutating func join(
    _ calls: Int, _ quarter: Int64, _ record: Int, _ other: Int64, atMost limit: Int64
  ) -> Int64 {
    let count = min(gateway[calls][quarter]?.rest ?? 0, rest(record, other), max(0, limit))
    guard count > 0 else { return 0 }
    gateway[calls][quarter]?.joined += count
    if let resource = records[record].place.resource { gateway[calls][quarter]?.resources.insert(resource) }
    service[record][other]?.joined += count
    return count
  }
}
