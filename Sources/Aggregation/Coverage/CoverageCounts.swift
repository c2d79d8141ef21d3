import ChargebackModel
import Store

/// The part of `coverage` that goes by numbers.
extension Coverage {
  /// Compares what no key joins.
  /// - Parameter left: ids of calls that are second copies of others.
  mutating func count(without left: Set<Int64>) throws(StoreFailure) {
    let wanted = numbered()
    var (start, slice) = (Int64.min, 0)
    try store.eachQuarterCount(of: wanted, from: request.period.start, to: request.period.end, without: left) { found in
      if found.start != start { (start, slice) = (found.start, slices.slice(at: found.start)) }
      let member = cells.member(found.profileId, slice: slice)
      if let number = member.number {
        let part = CoverageCrowds.Part(slice: slice, profileId: found.profileId, calls: found.calls)
        crowds.add(part, to: number, found.start / Store.quarterHour)
      }
      guard member.isByKey else { return }
      let stay = stay(found.profileId, slice: slice)
      let end = Instant(milliseconds: found.start + Store.quarterHour)
      ends[stay] = max(ends[stay] ?? end, end)
    }
    guard !crowds.service.isEmpty || !crowds.gateway.isEmpty else { return }
    let clocks = try ServiceClocks(store, crowds) { number(ofCall: $0, $1, wanted) }
    // Moved out and back, so that nothing is copied.
    var shifted = CoverageCrowds()
    swap(&shifted, &crowds)
    try clocks.shift(&shifted, store, { slices.slice(at: $0) }) { number(ofCall: $0, $1, wanted) }
    crowds = shifted
    var match = crowds.match
    var near: [Int64: CountMatch.Near] = [:]
    for step in CountMatch.Step.allCases {
      match.join(step)
      try clocks.addNear(match.doubtfulEdges(step), to: &near, crowds, store) { number(ofCall: $0, $1, wanted) }
      match.join(step, across: &near)
    }
    settle(match)
  }

  /// Says in which numbers the service's records are counted.
  /// - Returns: the profiles whose calls are to be counted by quarter hours.
  private mutating func numbered() -> Set<Int64> {
    var wanted = keyless
    for sum in serviceSums {
      let member = cells.member(sum.profileId, slice: sum.slice)
      if isCounted(member, slice: sum.slice) {
        let key = CountMatch.ServiceKey(place: member.place, role: member.role)
        if member.number == nil { member.number = .service(crowds.number(of: key)) }
        wanted.insert(sum.profileId)
      } else if member.isByKey, member.place.resource.map(events.tells) == true {
        // Only for when the last of them was.
        wanted.insert(sum.profileId)
      }
    }
    return wanted
  }

  /// The numbers that a call is counted in.
  private mutating func number(
    ofCall time: Int64, _ profileId: Int64, _ wanted: Set<Int64>
  ) -> CoverageCrowds.Number? {
    wanted.contains(profileId) ? cells.member(profileId, slice: slices.slice(at: time)).number : nil
  }

  // MARK: Rows

  private mutating func settle(_ match: CountMatch) {
    for (index, all) in crowds.gateway.enumerated() {
      for (quarter, parts) in all.quarters {
        addGateway(CoverageCrowds.whole(parts), quarter, match.gateway[index][quarter]!)
      }
    }
    for (index, all) in crowds.service.enumerated() {
      for (quarter, parts) in all.quarters where match.service[index][quarter]!.joined > 0 {
        for part in CoverageCrowds.whole(parts) { touched.insert(stay(part.profileId, slice: part.slice)) }
      }
    }
    for (index, all) in crowds.service.enumerated() {
      for (quarter, parts) in all.quarters {
        addService(CoverageCrowds.whole(parts), quarter, all.key.role, match.service[index][quarter]!)
      }
    }
  }

  private mutating func addGateway(_ parts: [CoverageCrowds.Part], _ quarter: Int64, _ cell: CountMatch.Cell) {
    let resource = cell.resources.count == 1 ? cell.resources.first : nil
    if cell.joined == 0 || cell.rest == 0 {
      let isJoined = cell.joined > 0
      for part in parts {
        let member = cells.member(part.profileId, slice: part.slice)
        cells.add(slice: part.slice, among: [member], resource: resource) { figures in
          if isJoined { figures.joined += part.calls } else { figures.gatewayOnly += part.calls }
        }
      }
    } else {
      let members = parts.map { cells.member($0.profileId, slice: $0.slice) }
      let slice = slices.slice(at: quarter * Store.quarterHour)
      cells.add(slice: slice, among: members, resource: resource) { $0.joined += cell.joined }
      cells.add(slice: slice, among: members) { $0.gatewayOnly += cell.rest }
    }
  }

  private mutating func addService(
    _ parts: [CoverageCrowds.Part], _ quarter: Int64, _ role: CountMatch.ServiceKey.Role, _ cell: CountMatch.Cell
  ) {
    if cell.joined == 0 {
      // Where nothing of a profile is taken for the gateway's, its sum tells more: also what it cost.
      for part in parts where touched.contains(stay(part.profileId, slice: part.slice)) {
        addServiceOnly(part.calls, among: [part], part.slice, quarter, role)
      }
    } else if cell.rest > 0 {
      let slice = slices.slice(at: quarter * Store.quarterHour)
      addServiceOnly(cell.rest, among: parts, slice, quarter, role)
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
      addKey(calls, members, before: Instant(milliseconds: (quarter + 1) * Store.quarterHour), to: &figures)
    }
    cells.add(slice: slice, among: members) { $0 += figures }
  }
}
