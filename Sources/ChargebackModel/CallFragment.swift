/// What one log record says about one call.
package struct CallFragment: Hashable, Sendable {
  /// At least one; all of them name the same call.
  package var keys: [CallKey]
  package var call: Call
  package var claim: UsageClaim?

  package init(keys: [CallKey], call: Call, claim: UsageClaim? = nil) {
    self.keys = keys
    self.call = call
    self.claim = claim
  }
}
