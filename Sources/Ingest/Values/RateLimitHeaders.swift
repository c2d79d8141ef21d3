import ChargebackModel

extension HTTPHeaders {
  /// What response headers say of the service's limits. A `retry-after` that names a date is left out: it is no span.
  var rateLimits: RateLimits {
    func number(_ name: String) -> Int64? { self[name].flatMap { Int64($0) } }
    let seconds = number("retry-after").flatMap { (0...86_400).contains($0) ? $0 * 1000 : nil }
    return RateLimits(
      remainingRequests: number("x-ratelimit-remaining-requests"),
      remainingTokens: number("x-ratelimit-remaining-tokens"), retryAfterMs: number("retry-after-ms") ?? seconds,
      utilisation: self["azure-openai-deployment-utilization"].flatMap(HTTPHeaders.hundredths),
      isSpilledOver: isSpilledOver)
  }

  /// Of a percentage: `87.5` and `87.5%` are 8750.
  static func hundredths(_ text: String) -> Int64? {
    let number = text.last == "%" ? String(text.dropLast()).trimmingSpaces() : text
    return ExactDecimal(number)?.scaled(to: 2).flatMap { Int64(exactly: $0) }
  }

  private var isSpilledOver: Bool { self["x-ms-is-spilled-over"]?.inLowerCase == "true" }

  /// The provisioned deployment that did not answer, if the call spilled over from it to the one that did.
  ///
  /// Source: Microsoft Learn, "Manage traffic with spillover for provisioned deployments": `x-ms-spillover-from-deployment`
  /// and `x-ms-spillover-error`; an older edition writes the deployment into the name of the header.
  var spillOver: Attempt? {
    guard isSpilledOver else { return nil }
    let from = self["x-ms-spillover-from-deployment"] ?? rest(ofNamePrefixed: "x-ms-spillover-from-")
    guard let from else { return nil }
    let error = self["x-ms-spillover-error"].flatMap { HTTPStatus.isOne($0) ? $0 : nil }
    return Attempt(
      .gateway, statusCode: error, deployment: from.inLowerCase, region: self["x-ms-region"].map(Region.normalise))
  }
}
