import ChargebackModel
import Pricing
import Store

/// What some calls add up to.
struct Tally {
  var calls: Int64 = 0
  var inputTokens: Int64 = 0
  var cachedInputTokens: Int64 = 0
  var outputTokens: Int64 = 0
  var reasoningTokens: Int64 = 0
  /// Of what is priced; a lower bound where something is not.
  var cost = Money.zero
  /// Whether the cost of anything in here is known.
  var hasCost = false
  /// The same at list prices.
  var listCost = Money.zero
  /// Whether each part of `cost` has a list price too.
  var listsEverything = true
  var unpricedCalls: Int64 = 0
  var unmeteredCalls: Int64 = 0
  var assumedDeploymentType: Int64 = 0
  /// Calls whose tokens the service reported.
  var reportedCalls: Int64 = 0
  /// Calls whose tokens are estimated, and the part of `cost` that rests on them.
  var estimatedCalls: Int64 = 0
  var estimatedCost = Money.zero

  init() {}

  /// Calls that are all refused or none, of one product and source of usage, priced.
  init(_ sum: AlikeCalls.Sum, _ product: Product, _ source: UsageSource, isRefused: Bool, _ rating: Rating?) {
    calls = sum.calls
    inputTokens = sum.usage.inputTokens ?? 0
    cachedInputTokens = sum.usage.cachedInputTokens ?? 0
    outputTokens = sum.usage.outputTokens ?? 0
    reasoningTokens = sum.usage.reasoningTokens ?? 0
    guard source != .unknown else {
      if isRefused { hasCost = true } else { unmeteredCalls = sum.calls }
      return
    }
    if let known = rating?.cost {
      cost = known
      hasCost = true
      listCost = rating?.listCost ?? .zero
      listsEverything = rating?.listCost != nil
    }
    if rating?.isComplete != true { unpricedCalls = sum.calls }
    if source == .reported { reportedCalls = sum.calls }
    if source == .estimated {
      estimatedCalls = sum.calls
      estimatedCost = cost
    }
    if product.isAssumedGlobal { assumedDeploymentType = sum.calls }
  }

  /// False where the costs are too large together.
  func canAdd(_ other: Tally) -> Bool { cost.adding(other.cost) != nil && listCost.adding(other.listCost) != nil }

  static func += (a: inout Tally, b: Tally) {
    a.calls += b.calls
    a.inputTokens += b.inputTokens
    a.cachedInputTokens += b.cachedInputTokens
    a.outputTokens += b.outputTokens
    a.reasoningTokens += b.reasoningTokens
    a.cost += b.cost
    a.hasCost = a.hasCost || b.hasCost
    a.listCost += b.listCost
    a.listsEverything = a.listsEverything && b.listsEverything
    a.unpricedCalls += b.unpricedCalls
    a.unmeteredCalls += b.unmeteredCalls
    a.assumedDeploymentType += b.assumedDeploymentType
    a.reportedCalls += b.reportedCalls
    a.estimatedCalls += b.estimatedCalls
    a.estimatedCost += b.estimatedCost
  }

  /// The cell of a column of `UsageColumn`.
  func cell(_ column: UsageColumn) -> Report.Cell {
    switch column {
    case .calls: .count(calls)
    case .inputTokens: .count(inputTokens)
    case .cachedInputTokens: .count(cachedInputTokens)
    case .outputTokens: .count(outputTokens)
    case .reasoningTokens: .count(reasoningTokens)
    case .totalTokens: .count(inputTokens + outputTokens)
    case .cost: hasCost || calls == 0 ? .money(cost) : .none
    case .listCost: listsEverything && (hasCost || calls == 0) ? .money(listCost) : .none
    case .unpricedCalls: .count(unpricedCalls)
    case .unmeteredCalls: .count(unmeteredCalls)
    }
  }
}
