/// How many calls that no key joins there are, by place and quarter hour.
struct CoverageCrowds {
  /// Calls of a profile in a slice of the report; negative where they are counted elsewhere.
  struct Part {
    let slice: Int
    let profileId: Int64
    var calls: Int64
  }

  /// Parts by the number of the quarter hour.
  typealias Quarters = [Int64: [Part]]

  /// Numbers that a call is counted in, by their place among those of its side.
  enum Number {
    case gateway(Int)
    case service(Int)
  }

  private(set) var service: [(key: CountMatch.ServiceKey, quarters: Quarters)] = []
  private(set) var gateway: [(key: CountMatch.GatewayKey, quarters: Quarters)] = []
  private var serviceNumbers: [CountMatch.ServiceKey: Int] = [:]
  private var gatewayNumbers: [CountMatch.GatewayKey: Int] = [:]

  mutating func number(of key: CountMatch.ServiceKey) -> Int {
    if let known = serviceNumbers[key] { return known }
    serviceNumbers[key] = service.count
    service.append((key, [:]))
    return service.count - 1
  }

  mutating func number(of key: CountMatch.GatewayKey) -> Int {
    if let known = gatewayNumbers[key] { return known }
    gatewayNumbers[key] = gateway.count
    gateway.append((key, [:]))
    return gateway.count - 1
  }

  mutating func add(_ part: Part, to number: Number, _ quarter: Int64) {
    switch number {
    case .gateway(let number): gateway[number].quarters[quarter, default: []].append(part)
    case .service(let number): service[number].quarters[quarter, default: []].append(part)
    }
  }

  var match: CountMatch {
    func cells(_ quarters: Quarters) -> [Int64: CountMatch.Cell] {
      quarters.mapValues { parts in CountMatch.Cell(calls: parts.reduce(0) { $0 + $1.calls }) }
    }
    return CountMatch(
      service: service.map { ($0.key, cells($0.quarters)) }, gateway: gateway.map { ($0.key, cells($0.quarters)) })
  }

  /// Each profile and slice once, without those that are all counted elsewhere.
  static func whole(_ parts: [Part]) -> [Part] {
    guard parts.contains(where: { $0.calls <= 0 }) else { return parts }
    struct Key: Hashable {
      let slice: Int
      let profileId: Int64
    }
    let sums = Dictionary(parts.map { (Key(slice: $0.slice, profileId: $0.profileId), $0.calls) }) { $0 + $1 }
    return sums.filter { $0.value > 0 }.map { Part(slice: $0.slice, profileId: $0.profileId, calls: $1) }
  }
}

extension ReportSlices {
  /// The slice of a moment in the period; of one before or after it, the first or the last.
  func slice(at milliseconds: Int64) -> Int {
    var (low, high) = (0, edges.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if edges[middle].milliseconds <= milliseconds { low = middle } else { high = middle }
    }
    return low
  }
}
