import Store

/// The clocks of the service's accounts beside that of the gateway, so that both count a call in the same quarter hour.
struct ServiceClocks {
  enum Key {
    case gateway(CountMatch.GatewayKey)
    case service(CountMatch.ServiceKey)
  }

  private var offsets: [String: ClockOffset] = [:]

  /// Calls of an account that are looked at, and quarter hours at most.
  private static let sampledCalls: Int64 = 2000
  private static let sampledQuarters = 400

  /// - Parameter key: the numbers that a call of a time and a profile is counted in.
  init(_ store: Store, _ crowds: CoverageCrowds, _ key: (Int64, Int64) -> Key?) throws(StoreFailure) {
    for resource in Set(crowds.service.keys.compactMap(\.place.resource)).sorted() {
      let spans = ServiceClocks.sample(resource, crowds).map { quarter in
        quarter * Store.quarterHour - ClockOffset.limit..<(quarter + 1) * Store.quarterHour + ClockOffset.limit
      }
      var gateway: [CallPlace: [Int64]] = [:]
      var service: [CallPlace: [Int64]] = [:]
      for (time, profileId) in try store.callTimes(in: ServiceClocks.joined(spans)) {
        switch key(time, profileId) {
        case .gateway(let key) where key.place.resource == resource: gateway[key.place, default: []].append(time)
        case .service(let key) where key.place.resource == resource: service[key.place, default: []].append(time)
        default: break
        }
      }
      let places = gateway.keys.sorted().map { place in
        (gateway[place]!, service.filter { place.mayBe($0.key) }.flatMap(\.value).sorted())
      }
      offsets[resource] = ClockOffset(places)
    }
  }

  /// Quarter hours in which both sides have calls, spread over the period.
  private static func sample(_ resource: String, _ crowds: CoverageCrowds) -> [Int64] {
    func calls(_ quarters: some Sequence<[Int64: CoverageCrowds.Crowd]>) -> [Int64: Int64] {
      quarters.reduce(into: [:]) { sum, quarters in
        for (quarter, crowd) in quarters { sum[quarter, default: 0] += crowd.values.reduce(0, +) }
      }
    }
    let service = calls(crowds.service.filter { $0.key.place.resource == resource }.values)
    let gateway = calls(crowds.gateway.filter { $0.key.place.resource == resource }.values)
    let both = gateway.keys.filter { service[$0] != nil }.sorted()
    let total = both.reduce(0) { $0 + gateway[$1]! }
    guard total > 0 else { return [] }
    let wanted = min(sampledQuarters, max(1, Int(Int64(both.count) * sampledCalls / total)), both.count)
    return (0..<wanted).map { both[$0 * both.count / wanted] }
  }

  /// Spans that overlap as one.
  private static func joined(_ spans: [Range<Int64>]) -> [Range<Int64>] {
    spans.reduce(into: []) { spans, span in
      if let last = spans.last, span.lowerBound <= last.upperBound {
        spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        spans.append(span)
      }
    }
  }

  private func offset(_ key: CountMatch.ServiceKey) -> ClockOffset {
    key.place.resource.flatMap { offsets[$0] } ?? .unknown
  }

  /// Counts the service's records in the quarter hours of the gateway's clock.
  func shift(
    _ crowds: inout CoverageCrowds, _ store: Store, _ key: (CoverageCrowds.Part) -> CountMatch.ServiceKey?
  ) throws(StoreFailure) {
    var moves: [(calls: Int64, part: CoverageCrowds.Part, key: CountMatch.ServiceKey, from: Int64, to: Int64)] = []
    for (resource, offset) in offsets.sorted(by: { $0.key < $1.key }) where offset.milliseconds != 0 {
      let own = crowds.service.filter { $0.key.place.resource == resource }
      let isLate = offset.milliseconds > 0
      // What a late clock puts shortly after the beginning of a quarter hour belongs before it, and the reverse.
      let parts = own.values.flatMap { $0.map { (quarter: $0.key, slices: Set($0.value.keys.map(\.slice))) } }
      let slices = Dictionary(parts.map { ($0.quarter, $0.slices) }) { $0.union($1) }
      let quarters = slices.keys.sorted()
      let spans = quarters.map { quarter in
        let (start, end) = (quarter * Store.quarterHour, (quarter + 1) * Store.quarterHour)
        return isLate ? start..<start + offset.milliseconds : end + offset.milliseconds..<end
      }
      for (quarter, counts) in zip(quarters, try store.callCounts(in: spans)) {
        for (profileId, calls) in counts {
          for slice in slices[quarter]! {
            let part = CoverageCrowds.Part(slice: slice, profileId: profileId)
            guard let key = key(part), own[key]?[quarter]?[part] != nil else { continue }
            moves.append((calls, part, key, quarter, quarter + (isLate ? -1 : 1)))
          }
        }
      }
    }
    for move in moves {
      crowds.add(-move.calls, move.part, move.key, move.from)
      crowds.add(move.calls, move.part, move.key, move.to)
    }
  }

  /// The calls near some edges, by their numbers.
  /// - Parameter key: the numbers that a call of a time and a profile is counted in.
  func near(
    _ edges: [Int64], _ store: Store, _ key: (Int64, Int64) -> Key?
  ) throws(StoreFailure) -> [Int64: CountMatch.Near] {
    var found: [Int64: CountMatch.Near] = [:]
    for offset in Set(offsets.values).union([.unknown]) {
      let moments = edges.map { $0 * Store.quarterHour + offset.milliseconds }
      let before = try store.callCounts(in: moments.map { $0 - offset.tolerance..<$0 })
      let after = try store.callCounts(in: moments.map { $0..<$0 + offset.tolerance })
      for (index, edge) in edges.enumerated() {
        for (counts, isAfter) in [(before[index], false), (after[index], true)] {
          for (profileId, calls) in counts {
            let side: WritableKeyPath<CountMatch.Near.Sides, Int64> = isAfter ? \.after : \.before
            switch key(moments[index] - (isAfter ? 0 : 1), profileId) {
            case .gateway(let key) where offset == .unknown:
              found[edge, default: .init()].gateway[key, default: .init()][keyPath: side] += calls
            case .service(let key) where self.offset(key) == offset:
              found[edge, default: .init()].service[key, default: .init()][keyPath: side] += calls
            default: break
            }
          }
        }
      }
    }
    return found
  }
}
