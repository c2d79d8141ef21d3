import ChargebackModel

/// Counts service records without a key against the gateway's calls that they may be twins of.
struct TwinCount {
  private var records: [String: Int64] = [:]
  private var gatewayCalls: [String: Int64] = [:]
  /// Gateway calls without a key of which nobody knows the resource, such as streams.
  private var homeless: Int64 = 0

  /// Takes in calls that are such records, or whose own records are.
  mutating func add(_ profile: CallProfile, _ calls: Int64, _ unjoined: UnjoinedService, at moment: Instant) {
    let resource = profile[.resource]
    if let resource, unjoined.isTwin(profile, at: moment) {
      records[resource, default: 0] += calls
    } else if profile.sides == .gateway, !profile.gatewayCarriesKey {
      if resource == nil { homeless += calls }
      if let resource, unjoined.isUnjoined(resource, at: moment) { gatewayCalls[resource, default: 0] += calls }
    }
  }

  var count: Int64 { records.values.reduce(0, +) }

  /// Records that exceed the gateway's calls: they cannot be twins of any.
  var excess: Int64 { max(0, records.reduce(0) { $0 + surplus($1.key, $1.value) } - homeless) }

  private func surplus(_ resource: String, _ count: Int64) -> Int64 { max(0, count - (gatewayCalls[resource] ?? 0)) }

  func issues(areShown: Bool) -> [Report.IssueSummary] {
    records.sorted { $0.key < $1.key }.map { resource, count in
      let calls = gatewayCalls[resource] ?? 0
      let surplus = surplus(resource, count)
      var message =
        "\(resource): \(Words.count(count, "service record")) that no key joins, beside "
        + "\(Words.count(calls, "gateway call")) of this resource"
      if surplus == 0 {
        message += ": each may be the twin of one of them"
      } else if surplus <= homeless {
        message += " and \(homeless) that name no resource: each may be the twin of one of them"
      } else {
        message += " and \(homeless) that name no resource: \(surplus - homeless) of them went around the gateway"
      }
      if !areShown { message += "; left out of the rows" }
      return Report.IssueSummary(.unjoinedServiceRecords, count: count, message)
    }
  }
}
