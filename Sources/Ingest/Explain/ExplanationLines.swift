import ChargebackModel

extension CallFragment {
  /// What it says, in the words of reports and in a fixed order.
  var lines: [Explanation.Line] {
    var lines = keys.map { Explanation.Line("key \($0.kind)", $0.text) }
    if let time = call.time { lines.append(.init("time", time.value.iso8601, "\(time.authority)")) }
    for fact in Fact.allCases {
      if let value = call.profile.ranked(fact) { lines.append(.init(fact.rawValue, value.value, "\(value.authority)")) }
    }
    for count in UsageCount.allCases {
      if let value = call.reported[count] { lines.append(.init(count.rawValue, "\(value)")) }
    }
    lines += estimateLines(call.estimate)
    if let claim {
      lines.append(.init("messageGuid", claim.messageGuid, "claim"))
      for count in UsageCount.allCases {
        // Not the call's until all events of its message_guid are known.
        if let value = claim.usage[count] { lines.append(.init(count.rawValue, "\(value)", "claim")) }
      }
    }
    if let duration = call.gatewayDurationMs {
      lines.append(.init("gatewayDurationMs", "\(duration.value)", "\(duration.authority)"))
    }
    if let duration = call.serviceDurationMs {
      lines.append(.init("serviceDurationMs", "\(duration.value)", "\(duration.authority)"))
    }
    for (name, value) in call.limits.lines { lines.append(.init(name, value)) }
    for attempt in call.attempts { lines.append(attempt.line) }
    for mark in call.filterMarks { lines.append(mark.line) }
    if let undividedTotal { lines += undividedTotal.lines }
    for name in call.profile.contradictions.sorted() { lines.append(.init("contradiction", name)) }
    let side = call.profile.sides == .service ? "service" : "gateway"
    // Then a service record without a twin is a call around the gateway.
    lines.append(.init("told by", side + (call.profile.gatewayCarriesKey ? ", which notes the service's id" : "")))
    return lines
  }
}

/// What the record's texts come to. It counts only where no record of the call reports tokens.
private func estimateLines(_ estimate: CallEstimate) -> [Explanation.Line] {
  [("prompt", estimate.prompt), ("answer", estimate.answer)].flatMap { name, text in
    guard let text else { return [Explanation.Line]() }
    return [
      Explanation.Line("\(name) in cl100k_base", "\(text.cl100kTokens)", "estimate"),
      Explanation.Line("\(name) in o200k_base", "\(text.o200kTokens)", "estimate"),
    ]
  }
}

extension RateLimits {
  fileprivate var lines: [(String, String)] {
    [
      ("remainingRequests", remainingRequests.map(String.init)), ("remainingTokens", remainingTokens.map(String.init)),
      ("retryAfterMs", retryAfterMs.map(String.init)),
      ("utilisation", utilisation.map { "\(Double($0) / 100) %" }), ("isSpilledOver", isSpilledOver ? "true" : nil),
    ].compactMap { name, value in value.map { (name, $0) } }
  }
}

extension Attempt {
  /// `429 at harbour-oai-swc/assist`
  fileprivate var line: Explanation.Line {
    let place = [resource, deployment].compactMap(\.self).joined(separator: "/")
    return .init("failed attempt", "\(statusCode ?? "unknown") at \(place.isEmpty ? region ?? "unknown" : place)")
  }
}

extension FilterMark {
  fileprivate var line: Explanation.Line {
    let severity = severity.map { ", \($0.name)" } ?? ""
    return .init(
      "content filter", "\(category.rawValue) of the \(side.name)\(severity)" + (isFiltered ? ", stopped" : ""))
  }
}

extension ResourceEvent {
  var lines: [Explanation.Line] {
    [
      .init("event", kind.rawValue), .init("time", time.iso8601), .init("resource", resource),
      .init("deployment", deployment ?? ""), .init("actor", actor ?? ""), .init("statusCode", statusCode ?? ""),
      .init("operationId", operationId ?? ""),
    ].filter { !$0.value.isEmpty }
  }
}

extension UsageAggregate {
  var lines: [Explanation.Line] {
    var lines: [Explanation.Line] = [
      .init("sum of \(metric)", "\(value)"), .init("time", time.iso8601),
      .init("calls", calls.map { "\($0)" } ?? ""),
    ]
    for (name, value) in dimensions.sorted(by: { $0.key < $1.key }) { lines.append(.init("by \(name)", value)) }
    return lines.filter { !$0.value.isEmpty }
  }
}
