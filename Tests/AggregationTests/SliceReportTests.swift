import ChargebackModel
import TestSupport
import Testing

@testable import Aggregation

// Reports that add up sums kept in advance say what reports say that look at each call.

/// Calls of some months with long inputs and prices that change in the middle of one; some change what is known of them
/// later.
private func estate(_ random: inout SeededGenerator) throws -> Estate {
  let estate = try Estate()
  estate.prices = [
    "gpt-5.4,input,1M,2.50,,2026-10-15,", "gpt-5.4,input,1M,2.25,2026-10-15,,", "gpt-5.4,input,1M,5,,,272000",
    "gpt-5.4,input,1M,3,,,131072", "gpt-5.4,cachedInput,1M,0.25,,,", "gpt-5.4,output,1M,10,,2026-10-15,",
    "gpt-5.4,output,1M,11,2026-10-15,,", "gpt-4o,input,1M,2.5,,,",
  ]
  func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &random)! }
  var fragments: [CallFragment] = []
  for number in 0..<250 {
    let days = Int64.random(in: 0..<40, using: &random)
    let clock = Int64.random(in: 0..<86_400_000, using: &random)
    let edge: Int64 = pick([0, -1, 66_600_000, 66_599_999, clock])
    let time = moment("2026-09-27").advanced(byMilliseconds: days * 86_400_000 + edge)
    for _ in 0..<pick([1, 1, 2]) {
      var call = Call()
      call.profile.sides = .gateway
      call.profile.sources = ["apim-event-hub"]
      call.profile.state(.appId, pick([nil, "alpha", "beta"]), .gatewayRequest)
      call.profile.state(.bodyModel, pick([nil, "gpt-5.4", "gpt-5.4", "gpt-4o"]), .gatewayResponse)
      call.state(time: time, pick([.gatewayRequest, .gatewayResponse]))
      let input: Int64 = pick([100, 65_537, 131_072, 131_073, 272_000, 272_001])
      call.state(reported: pick([tokens(input, 10), tokens(input, cached: 50, 10), tokens(input, nil), TokenUsage()]))
      fragments.append(CallFragment(keys: [CallKey(.messageId, "call \(number)")], call: call))
    }
  }
  fragments.shuffle(using: &random)
  while !fragments.isEmpty {
    let batch = fragments.prefix(Int.random(in: 1...60, using: &random))
    try estate.add(Array(batch))
    fragments.removeFirst(batch.count)
  }
  return estate
}

@Test(
  arguments: zip(
    UInt64(1)...6, ["UTC", "Asia/Kolkata", "America/St_Johns", "Asia/Kathmandu", "Europe/Berlin", "Pacific/Apia"]))
func reportsFromSumsAreThoseFromCalls(seed: UInt64, zone: String) throws {
  var random = SeededGenerator(seed: seed)
  let estate = try estate(&random)
  let spans = [
    ("2026-10-01", "2026-10-31"), ("2026-10-02", "2026-10-30"), ("2026-09-30", "2026-11-01"),
    ("2026-10-14", "2026-10-15"), ("2026-09-01", "2026-11-30"),
  ]
  let usage: [[Dimension]?] = [nil, [.model, .appId], [.month, .usageSource], [.day]]
  let kinds = usage.map { ("usage", $0) } + ["statement", "explain", "unpriced", "coverage"].map { ($0, nil) }
  func reports() throws -> [String] {
    try spans.flatMap { first, last in
      try kinds.map { kind, by in try estate.report(kind, by: by, from: first, through: last, in: zone).json }
    }
  }
  let prices = estate.prices
  let fromSums = try reports()
  // A bound that sums kept in advance cannot tell, of a model that nobody uses.
  estate.prices = prices + ["house,input,1M,1,,,1"]
  #expect(try reports() == fromSums, "seed \(seed), \(zone)")
}
