import ChargebackModel
import Pricing
import Store

/// What is wrong or missing in the calls of a report, gathered while they are summed.
struct Findings {
  private var unpriced: [String: (calls: Int64, tokens: Int64)] = [:]
  private var ambiguous: [String: Int64] = [:]
  private var unconverted: [String: Int64] = [:]
  private var contradictions: [String: Int64] = [:]
  private var assumed: [Assumed: Int64] = [:]
  private var sources: [String: Int64] = [:]
  private var mixed: [String: Int64] = [:]
  private(set) var unpricedUses: [UnpricedUse: UnpricedUse.Figures] = [:]

  /// What the profile of some calls tells.
  mutating func add(_ call: ResolvedCall, calls: Int64, metered: Int64, isMixed: Bool) {
    for source in call.profile.sources { sources[source, default: 0] += calls }
    for name in call.profile.contradictions {
      contradictions["\(name): \(Findings.believed(name, call.profile))", default: 0] += calls
    }
    if isMixed, call.profile.sides == .gateway, !call.profile.gatewayCarriesKey, let resource = call.profile[.resource]
    {
      mixed[resource, default: 0] += calls
    }
    guard metered > 0, let model = call.served.model, call.served.deploymentType == nil else { return }
    let place = Assumed(resource: call.profile[.resource], deployment: call.served.deployment, model: model)
    assumed[place, default: 0] += metered
  }

  /// What no list says how it is deployed.
  private struct Assumed: Hashable {
    let resource: String?
    let deployment: String?
    let model: String

    var description: String {
      let place = [resource, deployment].compactMap { $0 }.joined(separator: "/")
      return (place.isEmpty ? "" : place + ", ") + model
    }
  }

  /// What the price of some calls tells.
  mutating func add(_ sum: AlikeCalls.Sum, _ product: Product, _ source: UsageSource, _ rating: Rating?) {
    guard source != .unknown else { return }
    if let use = UnpricedUse(product, rating) { unpricedUses[use, default: .init()].add(sum) }
    guard let sku = product.sku else { return add(&unpriced, "no record says which model answered", sum) }
    add(rating?.unpriced ?? [], of: sku, sum)
  }

  private mutating func add(_ missing: [Rating.Unpriced], of sku: SKU, _ sum: AlikeCalls.Sum) {
    var without: [String] = []
    var rates: Set<String> = []
    for missing in missing {
      switch missing.reason {
      case .noPrice: without.append(missing.meter.rawValue)
      case .rivals(let rivals):
        let rows = rivals.map(\.place.description).joined(separator: " and ")
        let what = "\(missing.meter.rawValue) of \(sku.description)"
        ambiguous["the price of \(what) is ambiguous: \(rows) apply alike", default: 0] += sum.calls
      case .noRate(let from, let to): rates.insert("no rate says what \(from) is in \(to) at the time of the calls")
      }
    }
    for rate in rates { unconverted[rate, default: 0] += sum.calls }
    if !without.isEmpty { add(&unpriced, "no \(without.joined(separator: ", ")) price for \(sku.description)", sum) }
  }

  /// Whose word counts where records disagree about `name`.
  static func believed(_ name: String, _ profile: CallProfile) -> String {
    guard let fact = Fact(rawValue: name), let authority = profile.facts[fact]?.authority else {
      return "the larger count is used"
    }
    switch authority {
    case .hint: return "what stands in no record of its own is believed"
    case .service: return "the service's diagnostic record is believed"
    case .gatewayResponse: return "the gateway's response event is believed"
    case .gatewayRequest: return "the gateway's request event is believed"
    case .responseHeader: return "the header of the service's response is believed"
    }
  }

  private func add(_ list: inout [String: (calls: Int64, tokens: Int64)], _ key: String, _ sum: AlikeCalls.Sum) {
    let known = list[key] ?? (0, 0)
    list[key] = (known.calls + sum.calls, known.tokens + (sum.usage.inputTokens ?? 0) + (sum.usage.outputTokens ?? 0))
  }

  /// What has no price, with the calls and tokens concerned; sorted.
  func unpricedSentences() -> [(what: String, calls: Int64, tokens: Int64)] {
    unpriced.sorted { $0.key < $1.key }.map { ($0.key, $0.value.calls, $0.value.tokens) }
  }

  func sourceCounts() -> [Report.SourceCount] {
    sources.sorted { $0.key < $1.key }.map { Report.SourceCount(format: $0.key, calls: $0.value) }
  }

  func issues() -> [Report.IssueSummary] {
    var issues: [Report.IssueSummary] = []
    for use in unpricedSentences() {
      issues.append(
        .init(
          .unpriced, count: use.calls,
          "\(use.what): \(Words.count(use.calls, "call")), \(Words.count(use.tokens, "token"))"))
    }
    for (what, calls) in ambiguous.sorted(by: { $0.key < $1.key }) {
      issues.append(.init(.ambiguousPrice, count: calls, what))
    }
    for (what, calls) in unconverted.sorted(by: { $0.key < $1.key }) {
      issues.append(.init(.missingRate, count: calls, what))
    }
    for (what, calls) in contradictions.sorted(by: { $0.key < $1.key }) {
      issues.append(.init(.contradiction, count: calls, "records of one call disagree about \(what)"))
    }
    // A resource and a deployment without one may read alike.
    let named = Dictionary(assumed.map { ($0.key.description, $0.value) }) { $0 + $1 }
    for (what, calls) in named.sorted(by: { $0.key < $1.key }) {
      issues.append(
        .init(.assumedDeploymentType, count: calls, "no list says how \(what) is deployed: priced as global"))
    }
    for (resource, calls) in mixed.sorted(by: { $0.key < $1.key }) {
      issues.append(
        .init(
          .mixedCorrelation, count: calls,
          "\(resource): some gateway calls carry the service's id and these do not: their twins cannot be told from "
            + "calls around the gateway"))
    }
    return issues
  }
}
