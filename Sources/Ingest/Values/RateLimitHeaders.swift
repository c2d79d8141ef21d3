import ChargebackModel

extension HTTPHeaders {
  /// What response headers say of the service's limits. A `retry-after` that names a date is left out: it is no span.
  var rateLimits: RateLimits {
    func number(_ name: String) -> Int64? { self[name].flatMap { Int64($0) } }
    let seconds = number("retry-after").flatMap { (0...86_400).contains($0) ? $0 * 1000 : nil }
    return RateLimits(
      remainingRequests: number("x-ratelimit-remaining-requests"),
      remainingTokens: number("x-ratelimit-remaining-tokens"), retryAfterMs: number("retry-after-ms") ?? seconds)
  }
}
