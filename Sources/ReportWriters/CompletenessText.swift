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

extension Completeness {
  /// Every figure with its words, for a table.
  var figures: [(what: String, count: Int64)] {
    [
      ("calls in the report", calls),
      ("of them priced, or free of charge", priced),
      ("of them without a price", unpriced),
      ("of them without a token count", unmetered),
      ("calls with estimated token counts", estimated),
      ("calls priced as global for want of a deployment type", assumedDeploymentType),
      ("calls left out as second copies of others", copiesLeftOut),
      ("calls that may be second copies of others", copiesSuspected),
      ("log records that could not be read", rejectedRecords),
      ("service records not joined to a call of the gateway", unjoinedServiceRecords),
      ("of them calls that only the service saw", excessServiceRecords),
    ]
  }
}

extension Int64 {
  /// `1 call`, `2,000 calls`
  package func counted(_ noun: String, _ plural: String? = nil) -> String {
    "\(grouped) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}
