import ChargebackModel

extension Completeness {
  /// What a reader must know before trusting the figures, in one or two sentences. `costShown` says whether the report
  /// has a column of amounts.
  func sentences(costShown: Bool) -> [String] {
    [verdict(costShown: costShown), reservations].compactMap { $0 }
  }

  private func verdict(costShown: Bool) -> String {
    if calls == 0 && complete { return "Complete: no calls in this report." }
    if complete { return "Complete: \(priced.grouped) of \(calls.counted("call")) priced." }
    let ofCalls = " of \(calls.counted("call"))"
    var gaps: [String] = []
    if unpriced != 0 { gaps.append("\(unpriced.grouped)\(ofCalls) unpriced") }
    if unmetered != 0 { gaps.append("\(unmetered.grouped)\(gaps.isEmpty ? ofCalls : "") unmetered") }
    if rejectedRecords != 0 { gaps.append("\(rejectedRecords.counted("record")) rejected") }
    if excessServiceRecords != 0 {
      gaps.append("\(excessServiceRecords.counted("call")) that only the service saw")
    }
    // Counted twice is not missing: then the cost may also be too high.
    if copiesSuspected != 0 { gaps.append("\(copiesSuspected.counted("call")) that may be counted twice") }
    let bound = costShown && copiesSuspected == 0 ? "; the cost shown is a lower bound" : ""
    return "Incomplete: " + gaps.joined(separator: ", ") + bound + "."
  }

  /// Nothing of this is missing, but it is less certain than the rest.
  private var reservations: String? {
    var parts: [String] = []
    if estimated != 0 { parts.append("\(estimated.counted("call")) with estimated token counts") }
    if assumedDeploymentType != 0 {
      parts.append("\(assumedDeploymentType.counted("call")) priced as global for want of a deployment type")
    }
    if unjoinedServiceRecords != 0 {
      parts.append("\(unjoinedServiceRecords.counted("service record")) not joined to a call of the gateway")
    }
    if copiesLeftOut != 0 { parts.append("\(copiesLeftOut.counted("second copy", "second copies")) left out") }
    return parts.isEmpty ? nil : "Less certain: " + parts.joined(separator: ", ") + "."
  }
}

extension Int64 {
  /// `1 call`, `2,000 calls`
  package func counted(_ noun: String, _ plural: String? = nil) -> String {
    "\(grouped) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}
