import ChargebackModel
import TestSupport

/// Random calls and fragments made from few values, so that they meet, agree and disagree often.
struct RandomCalls {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &generator)! }

  mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &generator) }

  mutating func shuffle<Value>(_ values: [Value]) -> [Value] { values.shuffled(using: &generator) }

  /// True once in so many times.
  mutating func once(in times: Int64) -> Bool { number(1...times) == 1 }

  private mutating func authority() -> Authority {
    pick([.hint, .service, .gatewayResponse, .gatewayRequest, .responseHeader])
  }

  mutating func usage() -> TokenUsage {
    var usage = TokenUsage()
    for count in UsageCount.allCases where once(in: 4) { usage[count] = number(0...2) }
    return usage
  }

  mutating func estimate() -> TextEstimate {
    var estimate = TextEstimate()
    estimate.cl100kTokens = number(0...2)
    estimate.o200kTokens = number(0...2)
    estimate.limits = pick([[], .unseen, .cut, [.unseen, .cut]])
    return estimate
  }

  mutating func attempt() -> Attempt {
    Attempt(
      pick([.gateway, .service]), time: pick([nil, Instant(milliseconds: 1_790_000_000_000 + number(0...1))]),
      statusCode: pick([nil, "429", "503"]), resource: pick([nil, "a", "b"]), deployment: pick([nil, "a", "b"]),
      region: pick([nil, "a"]))
  }

  mutating func filterMark() -> FilterMark {
    FilterMark(
      pick(FilterMark.Side.allCases), pick([.hate, .jailbreak]), severity: pick([nil, .safe, .low, .high]),
      isFiltered: once(in: 2))
  }

  /// What one record may say about a call, contradictions included.
  mutating func call() -> Call {
    var call = Call()
    call.profile.sides = pick([.gateway, .service, [.gateway, .service]])
    call.profile.sources = [pick(["apim-event-hub", "azure-diagnostics", "openai-logger"])]
    call.profile.gatewayCarriesKey = once(in: 4)
    for fact in Fact.allCases where once(in: 4) { call.profile.state(fact, pick(["", "a", "b", "é"]), authority()) }
    if once(in: 3) { call.state(time: Instant(milliseconds: 1_790_000_000_000 + number(0...3)), authority()) }
    if once(in: 3) { call.state(gatewayDurationMs: number(0...3), authority()) }
    if once(in: 3) { call.state(serviceDurationMs: number(0...3), authority()) }
    call.state(reported: usage())
    if once(in: 3) {
      call.state(
        limits: RateLimits(
          remainingRequests: pick([nil, 0, 1]), remainingTokens: pick([nil, 3]), retryAfterMs: pick([nil, 0, 2]),
          utilisation: pick([nil, 9_950, 10_000]), isSpilledOver: once(in: 4)))
    }
    if once(in: 3) { call.state(estimate: CallEstimate(prompt: estimate())) }
    if once(in: 3) { call.state(attempt: attempt()) }
    for _ in 0..<number(0...2) where once(in: 2) { call.state(filterMark: filterMark()) }
    if once(in: 3) { call.state(estimate: CallEstimate(answer: estimate())) }
    return call
  }

  /// Fragments whose keys tie them together in every way: by chains, bridges from the gateway's ids to the service's,
  /// and ties that show only later that two calls are one.
  mutating func fragments(_ count: Int64) -> [CallFragment] {
    (0..<count).map { _ in
      var keys: [CallKey] = []
      if once(in: 2) { keys.append(CallKey(.messageId, id(count / 3))) }
      if once(in: 2) || keys.isEmpty { keys.append(CallKey(.apimRequestId, id(count / 3))) }
      if once(in: 12) { keys.append(CallKey(.apimRequestId, id(count / 3))) }
      if once(in: 8) { keys.append(CallKey(.responseId, "chatcmpl-\(number(0...count / 4))")) }
      return CallFragment(keys: shuffle(keys), call: call(), claim: claim(keys))
    }
  }

  /// One id in several spellings: the first half are UUIDs, which mean the same in either letter case.
  private mutating func id(_ count: Int64) -> String {
    let number = number(0...count)
    guard number < count / 2 else { return "Request-\(number)" }
    let digits = String(number)
    let uuid = "abcdef00-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    return once(in: 3) ? uuid.uppercased() : uuid
  }

  /// A proxy's claim stands only in an event with the service's id.
  private mutating func claim(_ keys: [CallKey]) -> UsageClaim? {
    guard let key = keys.first(where: { $0.kind == .apimRequestId }), once(in: 2) else { return nil }
    let time = once(in: 4) ? nil : Instant(milliseconds: 1_790_000_000_000 + number(0...2))
    return UsageClaim(
      messageGuid: "guid-\(number(0...5))", apimRequestId: key.text, time: time,
      usage: TokenUsage(
        inputTokens: once(in: 5) ? nil : number(1...3), outputTokens: once(in: 5) ? nil : number(1...3)))
  }
}
