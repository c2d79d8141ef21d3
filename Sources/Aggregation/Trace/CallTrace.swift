import ChargebackModel
import Pricing
import Store

/// One call as reports see it: its facts and whose word they are, what the registers add, its usage and its cost.
package struct CallTrace: Sendable {
  /// One thing that is known.
  package struct Line: Sendable {
    /// In the words of reports.
    package let name: String
    package let value: String
    /// Whose word it is; nil for what the registers say.
    package let authority: Authority?
    /// What the directory calls it, or that it is only assumed.
    package let note: String?
  }

  package let call: TracedCall
  /// Model, region, status and the like, in a fixed order.
  package let circumstances: [Line]
  package let caller: [Line]
  package let usage: TracedUsage
  package let cost: TracedCost
  /// Names of the facts about which its records disagree, and whose word counts; sorted.
  package let contradictions: [(name: String, believed: String)]
  /// Why reports leave the call out, in sentences.
  package let leftOut: [String]

  package init(_ call: TracedCall, _ store: Store, _ books: Books) throws(StoreFailure) {
    self.call = call
    let profile = call.call.profile
    let time = call.call.time?.value
    let resolved = ResolvedCall(profile, books, at: time ?? Instant(milliseconds: 0))
    circumstances = CallTrace.circumstances(call.call, resolved)
    caller = CallTrace.caller(resolved, books, at: time ?? Instant(milliseconds: 0))
    usage = TracedUsage(call, resolved, books.costs)
    cost = try TracedCost(usage, resolved, books.costs, at: time)
    contradictions = profile.contradictions.sorted().map { ($0, Findings.believed($0, profile)) }
    leftOut = try CallTrace.leftOut(call, store, books)
  }

  // MARK: Facts

  private static let shown: [Fact] = [
    .resource, .region, .operation, .statusCode, .stream, .serviceTier, .contentFilter, .batch, .servedModel,
    .bodyModel,
    .serviceModel, .serviceModelVersion,
  ]

  private static func circumstances(_ call: Call, _ resolved: ResolvedCall) -> [Line] {
    var lines: [Line] = []
    func add(_ name: String, _ value: String?, _ authority: Authority? = nil, note: String? = nil) {
      guard let value else { return }
      lines.append(Line(name: name, value: value, authority: authority, note: note))
    }
    add("origin", resolved.value(.origin))
    for name in [Dimension.model, .modelVersion] { add(name.rawValue, resolved.value(name)) }
    add("deployment", resolved.value(.deployment), call.profile.ranked(.deployment)?.authority)
    if let sku = resolved.sku {
      let isListed = resolved.served.deploymentType != nil
      add("deploymentType", sku.deploymentType.rawValue, note: isListed ? nil : "assumed: no list says it")
    }
    for fact in shown { add(fact.rawValue, call.profile[fact], call.profile.ranked(fact)?.authority) }
    for (name, value) in [
      ("remainingRequests", call.limits.remainingRequests), ("remainingTokens", call.limits.remainingTokens),
      ("retryAfterMs", call.limits.retryAfterMs),
    ] { add(name, value.map { "\($0)" }, .responseHeader) }
    add("utilisation", call.limits.utilisation.map { "\($0 / 100).\($0 % 100 / 10)\($0 % 10) %" }, .responseHeader)
    if call.limits.isSpilledOver { add("spilledOver", "true", .responseHeader) }
    return lines
  }

  private static let ids: [(Fact, DirectoryEntry.Kind?)] = [
    (.objectId, .objectId), (.appId, .appId), (.serviceObjectId, .objectId), (.apiKey, .apiKey),
    (.subscriptionId, .subscriptionId), (.productId, .productId), (.callerIp, nil),
  ]

  private static func caller(_ call: ResolvedCall, _ books: Books, at moment: Instant) -> [Line] {
    var lines: [Line] = []
    for (name, value) in [
      ("app", call.identity.app), ("team", call.identity.team), ("costCentre", call.identity.costCentre),
    ] {
      if let value { lines.append(Line(name: name, value: value, authority: nil, note: nil)) }
    }
    for (fact, kind) in ids {
      guard let known = call.profile.ranked(fact) else { continue }
      let gateway = books.directory.entry(.gateway, known.value, at: moment)
      let entry = kind.flatMap { books.directory.entry($0, known.value, at: moment) }
      let name = entry?.name ?? gateway.map { $0.name ?? "a gateway's own identity" }
      lines.append(Line(name: fact.rawValue, value: known.value, authority: known.authority, note: name))
    }
    return lines
  }

  // MARK: Reports

  private static func leftOut(_ call: TracedCall, _ store: Store, _ books: Books) throws(StoreFailure) -> [String] {
    guard let time = call.call.time?.value else { return ["no record tells its time: no period counts it"] }
    var reasons: [String] = []
    if try UnjoinedService(store, store.profiles(), books.resources).isTwin(call.call.profile, at: time) {
      reasons.append(
        "a service record that no key joins: it may be the twin of a call of the gateway (--include-unjoined shows it)")
    }
    let moment = Period(start: time, end: time.advanced(byMilliseconds: 1), timeZone: "UTC")
    if try SecondCopies(store, books, moment).ids.contains(call.id) {
      reasons.append("a second copy: a source that is believed more tells of the same call")
    }
    return reasons
  }
}
