import ChargebackModel

/// What a row of the report `coverage` adds up to.
struct CoverageFigures: RowFigures {
  var joined: Int64 = 0
  var serviceOnly: Int64 = 0
  var gatewayOnly: Int64 = 0
  /// Of the calls that only the service saw.
  var cost = Money.zero
  /// Whether the cost of any of them is known.
  var hasCost = false
  var estimatedCost = Money.zero
  /// Calls behind `estimatedCost`.
  var estimatedCalls: Int64 = 0
  /// Calls that only the service saw and whose cost is neither known nor estimated.
  var unknownCostCalls: Int64 = 0
  /// Calls that only the service saw, signed in with a key.
  var keyCalls: Int64 = 0
  /// The accounts of these.
  var keyResources: Set<String> = []
  /// Who listed the keys before these.
  var listers: Set<String> = []
  /// Failed attempts of the gateway itself, which are no calls.
  var attempts: Int64 = 0

  var calls: Int64 { joined + serviceOnly + gatewayOnly }

  static func += (a: inout CoverageFigures, b: CoverageFigures) {
    a.joined += b.joined
    a.serviceOnly += b.serviceOnly
    a.gatewayOnly += b.gatewayOnly
    a.cost += b.cost
    a.hasCost = a.hasCost || b.hasCost
    a.estimatedCost += b.estimatedCost
    a.estimatedCalls += b.estimatedCalls
    a.unknownCostCalls += b.unknownCostCalls
    a.keyCalls += b.keyCalls
    a.keyResources.formUnion(b.keyResources)
    a.listers.formUnion(b.listers)
    a.attempts += b.attempts
  }

  func cell(_ column: String) -> Report.Cell {
    switch column {
    case "serviceCalls": .count(joined + serviceOnly)
    case "gatewayCalls": .count(joined + gatewayOnly)
    case "joined": .count(joined)
    case "serviceOnly": .count(serviceOnly)
    case "gatewayOnly": .count(gatewayOnly)
    case "unchargedCost": hasCost || serviceOnly == 0 ? .money(cost) : .none
    case "estimatedCost":
      estimatedCalls > 0 || serviceOnly == 0 || unknownCostCalls == 0 ? .money(estimatedCost) : .none
    case "unknownCostCalls": .count(unknownCostCalls)
    case "keysListedBy":
      keyCalls == 0 ? .text("") : listers.isEmpty ? .none : .text(listers.sorted().joined(separator: "; "))
    default: preconditionFailure("coverage has no column \(column)")
    }
  }
}
