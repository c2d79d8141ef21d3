import ChargebackModel
import GRDB
import Testing

@testable import Store

private func instant(_ milliseconds: Int64) -> Instant { Instant(milliseconds: milliseconds) }

/// A store with one call for each usage, all at one moment and with one profile.
private func store(_ usages: [TokenUsage], at time: Int64 = 0) throws -> Store {
  let store = try Store.empty()
  for (number, usage) in usages.enumerated() {
    var call = Call()
    call.profile.sides = .gateway
    call.state(time: instant(time), .gatewayRequest)
    call.state(reported: usage)
    _ = try store.merge([CallFragment(keys: [CallKey(.messageId, "\(number)")], call: call)])
  }
  return store
}

private func sum(_ usages: [TokenUsage], bounds: [Int64] = []) throws -> [UsageSum] {
  try store(usages).sums(between: [instant(0), instant(1)], inputTokenBounds: bounds).sums
}

private func usage(_ input: Int64?, cached: Int64? = nil, _ output: Int64?, reasoning: Int64? = nil) -> TokenUsage {
  TokenUsage(inputTokens: input, cachedInputTokens: cached, outputTokens: output, reasoningTokens: reasoning)
}

@Test(arguments: [
  ([0, 10], [1]), ([0, 5], [0]), ([5, 6], [1]), ([6, 9], [0]), ([0, 5, 10], [0, 1]), ([5, 5], [0]), ([5], []), ([], []),
])
func slicesAreHalfOpen(edges: [Int64], calls: [Int64]) throws {
  let store = try store([usage(1, 1)], at: 5)
  let sums = try store.sums(between: edges.map(instant)).sums
  let bySlice = (0..<max(0, edges.count - 1)).map { slice in
    sums.filter { $0.slice == slice }.reduce(0) { $0 + $1.calls }
  }
  #expect(bySlice == calls)
}

@Test func aCallWithoutATimeIsInNoSlice() throws {
  let store = try Store.empty()
  var call = Call()
  call.profile.sides = .gateway
  _ = try store.merge([CallFragment(keys: [CallKey(.messageId, "m")], call: call)])
  #expect(try store.sums(between: [instant(.min), instant(.max)]).sums.isEmpty)
  #expect(try store.callsWithoutTime() == 1)
}

@Test func callsOfOneSumUsedTheSameMeters() throws {
  // A missing price for cached tokens must concern only the calls that had some.
  let sums = try sum([
    usage(10, 5), usage(20, 7), usage(30, cached: 4, 6), usage(8, cached: 8, 2), usage(10, cached: 0, 1), usage(9, 0),
  ])
  let found = Set(sums.map { [$0.calls, $0.usage.inputTokens, $0.usage.cachedInputTokens, $0.usage.outputTokens] })
  #expect(found == [[3, 40, 0, 13], [1, 30, 4, 6], [1, 8, 8, 2], [1, 9, nil, 0]])
  #expect(sums.allSatisfy { $0.source == .reported })
}

@Test func aBandBeginsAboveItsBound() throws {
  let sums = try sum([usage(100, 1), usage(101, 1), usage(200, 1), usage(201, 1), usage(0, 1)], bounds: [100, 200])
  let found = Dictionary(grouping: sums, by: \.inputBand).mapValues { $0.reduce(0) { $0 + $1.calls } }
  #expect(found == [0: 2, 1: 2, 2: 1])
}

@Test(arguments: [
  usage(nil, nil), usage(10, nil), usage(nil, 10), usage(10, cached: 11, 1), usage(10, 1, reasoning: 2),
  usage(.max, 1), usage(1, .max), usage(.max, cached: .max, .max, reasoning: .max),
])
func countsThatAreMissingOrImpossibleAreUnmetered(_ impossible: TokenUsage) throws {
  let sums = try sum([impossible, impossible, usage(3, 4)], bounds: [5])
  #expect(Set(sums.map(\.source)) == [.unknown, .reported])
  let unknown = sums.filter { $0.source == .unknown }
  #expect(unknown.reduce(0) { $0 + $1.calls } == 2)
  #expect(unknown.allSatisfy { $0.usage.isEmpty && $0.inputBand == 0 })
}

@Test func whatIsBilledByThePieceNeedsNoTokens() throws {
  var pictures = TokenUsage()
  pictures[.images] = 3
  let sums = try sum([pictures])
  #expect(sums.map(\.source) == [.reported])
  #expect(sums.map { $0.usage.quantities() } == [[.image: 3]])
}

@Test func claimedCountsCountWhereThereAreNoOthers() throws {
  let store = try Store.empty()
  for (number, reported) in [TokenUsage(), usage(5, 5)].enumerated() {
    var call = Call()
    call.profile.sides = .gateway
    call.state(time: instant(0), .gatewayResponse)
    call.state(reported: reported)
    let claim = UsageClaim(
      messageGuid: "\(number)", apimRequestId: "\(number)", time: instant(0), usage: usage(100, 20))
    _ = try store.merge([CallFragment(keys: [CallKey(.apimRequestId, "\(number)")], call: call, claim: claim)])
  }
  let sums = try store.sums(between: [instant(0), instant(1)]).sums
  #expect(sums.map { [$0.calls, $0.usage.inputTokens, $0.usage.outputTokens] } == [[2, 105, 25]])
}

/// Calls that may be summed, by the rules of the model and without SQL.
private struct Alike: Hashable {
  let profile: CallProfile
  /// Nil where the counts are not known.
  let meters: Set<Meter>?
  let band: Int

  init(_ call: StoreContent.KnownCall, bounds: [Int64]) {
    profile = call.call.profile
    let usage = Alike.usage(call)
    let isKnown = usage.inputTokens != nil && usage.outputTokens != nil
    let pieces: [UsageCount] = [.images, .seconds, .characters]
    let isPossible = Meter.allCases.allSatisfy { usage.quantity(of: $0) >= 0 }
    let thinksTooMuch = usage.reasoningTokens ?? 0 > usage.outputTokens ?? 0
    let isMetered = (isKnown || pieces.contains { usage[$0] != nil }) && isPossible && !thinksTooMuch
    meters = isMetered ? Set(usage.quantities().keys) : nil
    band = isMetered ? bounds.filter { $0 < usage.inputTokens ?? 0 }.count : 0
  }

  static func usage(_ call: StoreContent.KnownCall) -> TokenUsage {
    var usage = call.call.reported
    usage[.inputTokens] = usage.inputTokens ?? call.claimed.inputTokens
    usage[.outputTokens] = usage.outputTokens ?? call.claimed.outputTokens
    return usage
  }
}

@Test(arguments: UInt64(1)...10)
func sumsAreThoseOfTheModelsRules(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let (store, bounds) = (try Store.empty(), [Int64(0), 1])
  _ = try store.merge(random.fragments(30))
  // Many calls of one profile, so that only their counts keep them apart.
  for number in 0..<300 {
    var call = Call()
    call.profile.sides = .gateway
    call.state(time: instant(0), .gatewayRequest)
    call.state(reported: usage(random.number(0...4), random.number(0...4)))
    call.state(reported: random.usage())
    _ = try store.merge([CallFragment(keys: [CallKey(.recordDigest, "\(number)")], call: call)])
  }
  let calls = try StoreContent(store).calls.filter { $0.call.time != nil }
  let expected = Dictionary(grouping: calls) { Alike($0, bounds: bounds) }
  let found = try store.sums(between: [instant(0), instant(.max)], inputTokenBounds: bounds)
  var total: [Alike: Int64] = [:]
  for sum in found.sums {
    let like = expected.filter { alike, _ in
      let isSame = alike.profile == found.profiles[sum.profileId] && alike.band == sum.inputBand
      return isSame && alike.meters == (sum.source == .reported ? Set(sum.usage.quantities().keys) : nil)
    }
    let (alike, members) = try #require(like.first, "seed \(seed)")
    total[alike, default: 0] += sum.calls
    guard alike.meters != nil else { continue }
    for count in UsageCount.allCases {
      let tokens = members.reduce(0) { $0 + (Alike.usage($1)[count] ?? 0) }
      #expect(sum.usage[count] ?? 0 == tokens, "seed \(seed), \(count)")
    }
  }
  #expect(total == expected.mapValues { Int64($0.count) }, "seed \(seed)")
}

@Test(arguments: UInt64(1)...10)
func slicesAddUpToTheWhole(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let store = try Store.empty()
  _ = try store.merge(random.fragments(40))
  let edges = (1_789_999_999_999...1_790_000_000_004).map { instant($0) }
  let (whole, sliced) = (try store.sums(between: [edges.first!, edges.last!]), try store.sums(between: edges))
  func total(_ sums: [UsageSum], _ count: (UsageSum) -> Int64?) -> Int64 { sums.reduce(0) { $0 + (count($1) ?? 0) } }
  #expect(total(whole.sums, \.calls) == total(sliced.sums, \.calls), "seed \(seed)")
  for count in UsageCount.allCases {
    #expect(total(whole.sums) { $0.usage[count] } == total(sliced.sums) { $0.usage[count] }, "seed \(seed), \(count)")
  }
}
