import ChargebackModel
import Store

/// The part of `coverage` that goes by numbers.
extension Coverage {
  /// Compares what no key joins.
  /// - Parameter left: ids of calls that are second copies of others.
  mutating func count(without left: Set<Int64>) throws(StoreFailure) {
    var wanted = keyless
    for sum in serviceSums {
      let member = cells.member(sum.profileId, slice: sum.slice)
      if isCounted(member, slice: sum.slice) {
        counted.insert(stay(sum.profileId, slice: sum.slice))
        wanted.insert(sum.profileId)
      } else if member.call.profile[.serviceObjectId] == nil, member.place.resource.map(events.tells) == true {
        // Only for when the last of them was.
        wanted.insert(sum.profileId)
      }
    }
    var crowds = CoverageCrowds()
    try store.eachQuarterCount(of: wanted, from: request.period.start, to: request.period.end, without: left) { found in
      let slice = slices.slice(at: found.start)
      let stay = stay(found.profileId, slice: slice)
      let part = CoverageCrowds.Part(slice: slice, profileId: found.profileId)
      let quarter = found.start / Store.quarterHour
      if keyless.contains(found.profileId) {
        let key = CountMatch.GatewayKey(cells.member(found.profileId, slice: slice))
        crowds.gateway[key, default: [:]][quarter, default: [:]][part, default: 0] += found.calls
        return
      }
      let end = Instant(milliseconds: found.start + Store.quarterHour)
      ends[stay] = max(ends[stay] ?? end, end)
      if let key = countedKey(part) { crowds.add(found.calls, part, key, quarter) }
    }
    guard !crowds.service.isEmpty || !crowds.gateway.isEmpty else { return }
    let clocks = try ServiceClocks(store, crowds) { key(ofCall: $0, $1) }
    try clocks.shift(&crowds, store) { countedKey($0) }
    var match = crowds.match
    for step in CountMatch.Step.allCases {
      match.join(step)
      match.join(step, across: try clocks.near(match.doubtfulEdges(step), store) { key(ofCall: $0, $1) })
    }
    settle(crowds, match)
  }

  /// The numbers that a service record is counted in; nil where a key can join it.
  private mutating func countedKey(_ part: CoverageCrowds.Part) -> CountMatch.ServiceKey? {
    guard counted.contains(stay(part.profileId, slice: part.slice)) else { return nil }
    let member = cells.member(part.profileId, slice: part.slice)
    return CountMatch.ServiceKey(place: member.place, role: member.role)
  }

  /// The numbers that a call is counted in.
  private mutating func key(ofCall time: Int64, _ profileId: Int64) -> ServiceClocks.Key? {
    let part = CoverageCrowds.Part(slice: slices.slice(at: time), profileId: profileId)
    if keyless.contains(profileId) { return .gateway(.init(cells.member(profileId, slice: part.slice))) }
    return countedKey(part).map { .service($0) }
  }

  // MARK: Rows

  private mutating func settle(_ crowds: CoverageCrowds, _ match: CountMatch) {
    for (key, quarters) in crowds.gateway {
      for (quarter, crowd) in quarters { addGateway(crowd, quarter, match.gateway[key]![quarter]!) }
    }
    for (key, quarters) in crowds.service {
      for (quarter, crowd) in quarters where match.service[key]![quarter]!.joined > 0 {
        touched.formUnion(crowd.keys.map { stay($0.profileId, slice: $0.slice) })
      }
    }
    for (key, quarters) in crowds.service {
      for (quarter, crowd) in quarters { addService(crowd, quarter, key.role, match.service[key]![quarter]!) }
    }
  }

  private mutating func addGateway(_ crowd: CoverageCrowds.Crowd, _ quarter: Int64, _ cell: CountMatch.Cell) {
    let resource = cell.resources.count == 1 ? cell.resources.first : nil
    if cell.joined == 0 || cell.rest == 0 {
      let isJoined = cell.joined > 0
      for (part, calls) in crowd {
        let member = cells.member(part.profileId, slice: part.slice)
        cells.add(slice: part.slice, among: [member], resource: resource) { figures in
          if isJoined { figures.joined += calls } else { figures.gatewayOnly += calls }
        }
      }
    } else {
      let members = crowd.keys.map { cells.member($0.profileId, slice: $0.slice) }
      let slice = slices.slice(at: quarter * Store.quarterHour)
      cells.add(slice: slice, among: members, resource: resource) { $0.joined += cell.joined }
      cells.add(slice: slice, among: members) { $0.gatewayOnly += cell.rest }
    }
  }

  private mutating func addService(
    _ crowd: CoverageCrowds.Crowd, _ quarter: Int64, _ role: CountMatch.ServiceKey.Role, _ cell: CountMatch.Cell
  ) {
    if cell.joined == 0 {
      // Where nothing of a profile is taken for the gateway's, its sum tells more: also what it cost.
      for (part, calls) in crowd where touched.contains(stay(part.profileId, slice: part.slice)) {
        addServiceOnly(calls, among: [part], part.slice, quarter, role)
      }
    } else if cell.rest > 0 {
      let slice = slices.slice(at: quarter * Store.quarterHour)
      addServiceOnly(cell.rest, among: Array(crowd.keys), slice, quarter, role)
    }
  }

  /// So many calls among some profiles, of which nobody can tell whose they are nor what they cost.
  private mutating func addServiceOnly(
    _ calls: Int64, among parts: [CoverageCrowds.Part], _ slice: Int, _ quarter: Int64,
    _ role: CountMatch.ServiceKey.Role
  ) {
    let members = parts.map { cells.member($0.profileId, slice: $0.slice) }
    var figures = CoverageFigures()
    if role == .attempt {
      figures.attempts = calls
    } else {
      figures.serviceOnly = calls
      if members.allSatisfy(\.call.isRefused) {
        figures.hasCost = true
      } else {
        addUnknown(calls, members, to: &figures)
      }
      let end = Instant(milliseconds: (quarter + 1) * Store.quarterHour)
      for member in members where member.call.profile[.serviceObjectId] == nil {
        figures.keyCalls = calls
        if let resource = member.place.resource { keyResources.insert(resource) }
        figures.listers.formUnion(listers(member, before: end))
      }
    }
    cells.add(slice: slice, among: members) { $0 += figures }
  }
}

extension CountMatch.GatewayKey {
  fileprivate init(_ member: CoverageCells.Member) {
    self.init(place: member.place, isFailed: member.call.isWorthRepeating)
  }
}
