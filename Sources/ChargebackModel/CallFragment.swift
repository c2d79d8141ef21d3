/// What one log record says about one call.
package struct CallFragment: Hashable, Sendable {
  /// At least one; all of them name the same call.
  package var keys: [CallKey]
  package var call: Call
  package var claim: UsageClaim?
  /// Tokens of the call that the source did not divide into input and output. No meter counts them, so they are kept
  /// apart from calls.
  package var undividedTotal: UsageAggregate?

  package init(keys: [CallKey], call: Call, claim: UsageClaim? = nil, undividedTotal: UsageAggregate? = nil) {
    self.keys = keys
    self.call = call
    self.claim = claim
    self.undividedTotal = undividedTotal
  }
}
