/// How many calls that no key joins there are, by place and quarter hour.
struct CoverageCrowds {
  /// The calls of a profile in a slice of the report.
  struct Part: Hashable {
    let slice: Int
    let profileId: Int64
  }

  typealias Crowd = [Part: Int64]

  /// By the number of the quarter hour.
  var service: [CountMatch.ServiceKey: [Int64: Crowd]] = [:]
  var gateway: [CountMatch.GatewayKey: [Int64: Crowd]] = [:]

  mutating func add(_ calls: Int64, _ part: Part, _ key: CountMatch.ServiceKey, _ quarter: Int64) {
    let known = service[key]?[quarter]?[part] ?? 0
    // A cell without calls would say that there were some.
    service[key, default: [:]][quarter, default: [:]][part] = known + calls == 0 ? nil : known + calls
    if service[key]?[quarter]?.isEmpty == true { service[key]?[quarter] = nil }
  }

  var match: CountMatch {
    func numbers(_ quarters: [Int64: Crowd]) -> [Int64: CountMatch.Cell] {
      quarters.mapValues { CountMatch.Cell(calls: $0.values.reduce(0, +)) }
    }
    return CountMatch(service: service.mapValues(numbers), gateway: gateway.mapValues(numbers))
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
