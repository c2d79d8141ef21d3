import ChargebackModel

/// What a record says about a call, where it says only what most records do. It holds no text, so that it passes from one
/// thread to another as cheaply as numbers.
package struct PlainCall: Sendable {
  package var keys = CallKeys()
  /// Number of a profile that was given before it.
  package var profile: Int
  package var figures = CallFigures()
  package var limits = RateLimits()
  package var estimate: CallEstimate?

  package init(profile: Int) { self.profile = profile }
}
