import ChargebackModel
import Foundation
import Testing

@testable import Store

/// What a store holds after these fragments, found without it: fragments that share a key, also by way of others, are one
/// call; a claim is true if it is the earliest of its guid.
private func expectedContent(_ fragments: [CallFragment]) -> StoreContent {
  var groups: [(keys: Set<Data>, members: [CallFragment])] = []
  for fragment in fragments {
    var (keys, members) = (Set(fragment.keys.map(\.bytes)), [fragment])
    for group in groups where !group.keys.isDisjoint(with: keys) {
      keys.formUnion(group.keys)
      members += group.members
    }
    groups.removeAll { !$0.keys.isDisjoint(with: keys) }
    groups.append((keys, members))
  }
  let truth = trueClaims(fragments.compactMap(\.claim))
  return StoreContent(
    calls: Set(
      groups.map { group in
        var call = group.members[0].call
        for fragment in group.members { call.join(fragment.call) }
        let claims = group.members.compactMap(\.claim)
        for name in contradictions(claims) { call.profile.noteContradiction(name) }
        return StoreContent.KnownCall(keys: group.keys, call: call, claimed: largest(claims.filter(truth.contains)))
      }))
}

private struct ClaimPlace: Hashable {
  let guid: String
  let time: Int64
  let request: String

  init(_ claim: UsageClaim) {
    guid = claim.messageGuid
    time = claim.time?.milliseconds ?? .max
    request = UUID(uuidString: claim.apimRequestId)?.uuidString.lowercased() ?? claim.apimRequestId
  }
}

/// Of each guid the claims that stand first; several only if they differ in nothing but their counts.
private func trueClaims(_ claims: [UsageClaim]) -> Set<UsageClaim> {
  let first = Dictionary(grouping: claims, by: \.messageGuid).compactMapValues { claims in
    claims.map(ClaimPlace.init).min { ($0.time, $0.request) < ($1.time, $1.request) }
  }
  return Set(claims.filter { first[$0.messageGuid] == ClaimPlace($0) })
}

private func largest(_ claims: [UsageClaim]) -> TokenUsage {
  TokenUsage(
    inputTokens: claims.compactMap(\.usage.inputTokens).max(),
    outputTokens: claims.compactMap(\.usage.outputTokens).max())
}

/// Counts in which two copies of one claim differ.
private func contradictions(_ claims: [UsageClaim]) -> Set<String> {
  let copies = Dictionary(grouping: claims, by: ClaimPlace.init).values
  return Set(
    [UsageCount.inputTokens, .outputTokens].filter { count in
      copies.contains { Set($0.compactMap { $0.usage[count] }).count > 1 }
    }.map(\.rawValue))
}

private func merge(_ fragments: [CallFragment], into store: Store, _ random: inout RandomCalls) throws {
  var rest = fragments[...]
  while !rest.isEmpty {
    let batch = rest.prefix(Int(random.number(1...20)))
    rest = rest.dropFirst(batch.count)
    _ = try store.merge(Array(batch))
  }
}

@Test(arguments: UInt64(1)...12)
func theStoreHoldsWhatTheFragmentsSay(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let fragments = random.fragments(random.pick([6, 20, 60]))
  let store = try Store.empty()
  try merge(fragments, into: store, &random)
  let (found, expected) = (try StoreContent(store), expectedContent(fragments))
  #expect(found.calls.subtracting(expected.calls).isEmpty, "seed \(seed)")
  #expect(expected.calls.subtracting(found.calls).isEmpty, "seed \(seed)")
}

@Test(arguments: UInt64(1)...12)
func anyOrderBatchingAndRepetitionGivesTheSameBytes(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let fragments = random.fragments(random.pick([6, 20, 60]))
  let (first, second) = (try Store.empty(), try Store.empty())
  _ = try first.merge(fragments)
  let repeated = fragments + fragments.filter { _ in random.once(in: 3) }
  try merge(random.shuffle(repeated), into: second, &random)
  #expect(try first.dump() == second.dump(), "seed \(seed)")
}

@Test(arguments: UInt64(1)...12)
func newCallsAddUpToTheCallsThatThereAre(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let store = try Store.empty()
  var newCalls = 0
  for fragment in random.fragments(60) {
    for case .merged(let count) in try store.merge([fragment]) { newCalls += count }
    #expect(try newCalls == store.callCount, "seed \(seed)")
  }
}

@Test(arguments: UInt64(1)...12)
func aSecondReadingFindsOnlyDuplicates(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let fragments = random.fragments(40)
  let store = try Store.empty()
  try merge(fragments, into: store, &random)
  let before = try store.dump()
  let outcomes = try store.merge(random.shuffle(fragments))
  #expect(outcomes.allSatisfy { $0 == .duplicate }, "seed \(seed)")
  #expect(try store.dump() == before, "seed \(seed)")
}

@Test(arguments: UInt64(1)...10)
func noKeyLeadsNowhere(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let store = try Store.empty()
  try merge(random.fragments(80), into: store, &random)
  let calls = try StoreContent(store).calls
  #expect(calls.allSatisfy { !$0.keys.isEmpty }, "seed \(seed)")
  #expect(try calls.count == store.callCount && calls.count == store.keysByCall().count, "seed \(seed)")
}
