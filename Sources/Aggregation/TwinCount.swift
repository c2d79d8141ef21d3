import ChargebackModel

/// Counts service records without a key against the gateway's calls that they may be twins of.
struct TwinCount {
  private var records: [String: Int64] = [:]
  private var gatewayCalls: [String: Int64] = [:]
  /// Gateway calls without a key of which nobody knows the resource, such as streams.
  private var homeless: Int64 = 0

  mutating func addTwin(_ profile: CallProfile, _ calls: Int64) {
    records[profile[.resource] ?? "", default: 0] += calls
  }

  mutating func addGatewayCall(_ profile: CallProfile, _ calls: Int64) {
    guard profile.sides == .gateway, !profile.gatewayCarriesKey else { return }
    if let resource = profile[.resource] { gatewayCalls[resource, default: 0] += calls } else { homeless += calls }
  }

  /// Records that exceed the gateway's calls: they cannot be twins of any.
  var excess: Int64 { max(0, records.reduce(0) { $0 + surplus($1.key, $1.value) } - homeless) }

  private func surplus(_ resource: String, _ count: Int64) -> Int64 { max(0, count - (gatewayCalls[resource] ?? 0)) }

  func issues() -> [Report.IssueSummary] {
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
      return Report.IssueSummary(.unjoinedServiceRecords, count: count, message + "; left out of the rows")
    }
  }
}
