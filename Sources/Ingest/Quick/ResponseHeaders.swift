import ChargebackModel

/// What a quick reader takes from the service's response headers; agrees with `HTTPHeaders.stateResponse`. The header `date`
/// only stands in for a time that the event does not bear.
struct ResponseHeaders {
  /// Lives as long as the record.
  private(set) var apimRequestId: UnsafeRawBufferPointer?
  private var remainingRequests: Int64?
  private var remainingTokens: Int64?
  private var retryAfterMs: Int64?
  private var utilisation: Int64?

  var limits: RateLimits {
    RateLimits(
      remainingRequests: remainingRequests, remainingTokens: remainingTokens, retryAfterMs: retryAfterMs,
      utilisation: utilisation)
  }

  /// False for a line that no common record has.
  mutating func take(
    _ line: UnsafeRawBufferPointer, _ name: Int, _ value: UnsafeRawBufferPointer, _ profile: ProfileBytes
  ) -> Bool {
    func isNamed(_ text: StaticString) -> Bool { HeaderLines.isNamed(line, name, text) }
    switch name {
    case 11 where isNamed("x-ms-region"), 12 where isNamed("content-type"), 17 where isNamed("x-ms-served-model"),
      20 where isNamed("x-ms-deployment-name"):
      profile.append(text: line)
    case 15 where isNamed("apim-request-id"):
      guard apimRequestId == nil, value.count == 36 else { return false }
      apimRequestId = value
    case 30 where isNamed("x-ratelimit-remaining-requests"): return take(value, &remainingRequests)
    case 28 where isNamed("x-ratelimit-remaining-tokens"): return take(value, &remainingTokens)
    case 14 where isNamed("retry-after-ms"): return take(value, &retryAfterMs)
    case 35 where isNamed("azure-openai-deployment-utilization"): return takeUtilisation(value)
    case 11 where isNamed("retry-after"): return false
    // A call that spilled over has an attempt too: few do.
    case 20 where isNamed("x-ms-is-spilled-over"): return value.equals("false")
    default: break
    }
    return true
  }

  private mutating func takeUtilisation(_ value: UnsafeRawBufferPointer) -> Bool {
    guard utilisation == nil, let percent = HTTPHeaders.hundredths(String(decoding: value, as: UTF8.self)) else {
      return false
    }
    utilisation = percent
    return true
  }

  private func take(_ value: UnsafeRawBufferPointer, _ place: inout Int64?) -> Bool {
    guard place == nil, let number = HeaderLines.number(value) else { return false }
    place = number
    return true
  }
}
