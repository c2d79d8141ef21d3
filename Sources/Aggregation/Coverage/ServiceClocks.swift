import Store

/// The clocks of the service's accounts beside that of the gateway, so that both count a call in the same quarter hour.
struct ServiceClocks {
  private var offsets: [String: ClockOffset] = [:]

  /// Calls of an account that are looked at, and quarter hours at most.
  private static let sampledCalls: Int64 = 2000
  private static let sampledQuarters = 400

  /// - Parameter number: the numbers that a call of a time and a profile is counted in.
  init(
    _ store: Store, _ crowds: CoverageCrowds, _ number: (Int64, Int64) -> CoverageCrowds.Number?
  ) throws(StoreFailure) {
    for resource in Set(crowds.service.compactMap(\.key.place.resource)).sorted() {
      let spans = ServiceClocks.sample(resource, crowds).map { quarter in
        quarter * Store.quarterHour - ClockOffset.limit..<(quarter + 1) * Store.quarterHour + ClockOffset.limit
      }
      var gateway: [Int: [Int64]] = [:]
      var service: [Int: [Int64]] = [:]
      for (time, profileId) in try store.callTimes(in: ServiceClocks.joined(spans)) {
        switch number(time, profileId) {
        case .gateway(let number): gateway[number, default: []].append(time)
        case .service(let number): service[number, default: []].append(time)
        case nil: break
        }
      }
      let own = gateway.filter { crowds.gateway[$0.key].key.place.resource == resource }
      offsets[resource] = ClockOffset(
        own.map { number, times in
          let place = crowds.gateway[number].key.place
          let records = service.filter {
            crowds.service[$0.key].key.place.resource == resource && place.mayBe(crowds.service[$0.key].key.place)
          }
          return (times, records.flatMap(\.value).sorted())
        })
    }
  }

  /// Quarter hours in which both sides have calls, spread over the period.
  private static func sample(_ resource: String, _ crowds: CoverageCrowds) -> [Int64] {
    func calls(_ all: [CoverageCrowds.Quarters]) -> [Int64: Int64] {
      all.reduce(into: [:]) { sum, quarters in
        for (quarter, parts) in quarters { sum[quarter, default: 0] += parts.reduce(0) { $0 + $1.calls } }
      }
    }
    let service = calls(crowds.service.filter { $0.key.place.resource == resource }.map(\.quarters))
    let gateway = calls(crowds.gateway.filter { $0.key.place.resource == resource }.map(\.quarters))
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
  /// - Parameters:
  ///   - slice: the slice of a moment.
  ///   - number: the numbers that a call of a time and a profile is counted in.
  func shift(
    _ crowds: inout CoverageCrowds, _ store: Store, _ slice: (Int64) -> Int,
    _ number: (Int64, Int64) -> CoverageCrowds.Number?
  ) throws(StoreFailure) {
    for (resource, offset) in offsets.sorted(by: { $0.key < $1.key }) where offset.milliseconds != 0 {
      let isLate = offset.milliseconds > 0
      let own = Set(crowds.service.indices.filter { crowds.service[$0].key.place.resource == resource })
      let quarters = Set(own.flatMap { crowds.service[$0].quarters.keys }).sorted()
      // What a late clock puts shortly after the beginning of a quarter hour belongs before it, and the reverse.
      let spans = quarters.map { quarter in
        let (start, end) = (quarter * Store.quarterHour, (quarter + 1) * Store.quarterHour)
        return isLate ? start..<start + offset.milliseconds : end + offset.milliseconds..<end
      }
      for (quarter, counts) in zip(quarters, try store.callCounts(in: spans)) {
        let start = quarter * Store.quarterHour
        for (profileId, calls) in counts {
          guard case .service(let number) = number(start, profileId), own.contains(number) else { continue }
          let (from, to) = (quarter, quarter + (isLate ? -1 : 1))
          var part = CoverageCrowds.Part(slice: slice(start), profileId: profileId, calls: calls)
          crowds.add(part, to: .service(number), to)
          part.calls = -calls
          crowds.add(part, to: .service(number), from)
        }
      }
    }
  }

  /// Adds the calls near some edges, by their numbers, where they are not known yet.
  /// - Parameter number: the numbers that a call of a time and a profile is counted in.
  func addNear(
    _ edges: [Int64], to known: inout [Int64: CountMatch.Near], _ crowds: CoverageCrowds, _ store: Store,
    _ number: (Int64, Int64) -> CoverageCrowds.Number?
  ) throws(StoreFailure) {
    let edges = edges.filter { known[$0] == nil }
    for edge in edges { known[edge] = CountMatch.Near() }
    let clocks = crowds.service.map { offset($0.key) }
    for offset in Set(clocks).union([.unknown]) {
      let moments = edges.map { $0 * Store.quarterHour + offset.milliseconds }
      let before = try store.callCounts(in: moments.map { $0 - offset.tolerance..<$0 })
      let after = try store.callCounts(in: moments.map { $0..<$0 + offset.tolerance })
      for (index, edge) in edges.enumerated() {
        for (counts, isAfter) in [(before[index], false), (after[index], true)] {
          let side: WritableKeyPath<CountMatch.Near.Sides, Int64> = isAfter ? \.after : \.before
          for (profileId, calls) in counts {
            switch number(moments[index] - (isAfter ? 0 : 1), profileId) {
            case .gateway(let number) where offset == .unknown:
              known[edge]!.gateway[number, default: .init()][keyPath: side] += calls
            case .service(let number) where clocks[number] == offset:
              known[edge]!.service[number, default: .init()][keyPath: side] += calls
            default: break
            }
          }
        }
      }
    }
  }
}
