import ChargebackModel
import Testing

@testable import Store

// The log-helper proxy repeats the counts of its last good answer beside the headers of a later, failed call.

private func event(_ request: String, guid: String, second: Int64?, input: Int64, output: Int64) -> CallFragment {
  var call = Call()
  call.profile.sides = .gateway
  call.profile.gatewayCarriesKey = true
  let time = second.map { Instant(milliseconds: 1_790_000_000_000 + $0 * 1000) }
  call.state(time: time, .gatewayResponse)
  return CallFragment(
    keys: [CallKey(.apimRequestId, request)], call: call,
    claim: UsageClaim(
      messageGuid: guid, apimRequestId: request, time: time,
      usage: TokenUsage(inputTokens: input, outputTokens: output)))
}

private func claimed(_ store: Store) throws -> [TokenUsage] {
  func time(_ call: StoreContent.KnownCall) -> Int64 { call.call.time?.value.milliseconds ?? 0 }
  return try StoreContent(store).calls.sorted { time($0) < time($1) }.map(\.claimed)
}

private let good = event("good", guid: "g", second: 1, input: 100, output: 20)
private let phantom = event("refused", guid: "g", second: 5, input: 100, output: 20)

@Test(arguments: [[good, phantom], [phantom, good], [phantom, good, phantom, good]])
func aPhantomChargesNobody(_ events: [CallFragment]) throws {
  let (together, apart) = (try Store.empty(), try Store.empty())
  _ = try together.merge(events)
  for event in events { _ = try apart.merge([event]) }
  let expected = [TokenUsage(inputTokens: 100, outputTokens: 20), TokenUsage()]
  #expect(try claimed(together) == expected)
  #expect(try claimed(apart) == expected)
}

@Test func aPhantomWithoutItsTrueEventIsBelieved() throws {
  let store = try Store.empty()
  _ = try store.merge([phantom])
  #expect(try claimed(store) == [TokenUsage(inputTokens: 100, outputTokens: 20)])
}

@Test func aClaimWithoutATimeComesLast() throws {
  let store = try Store.empty()
  _ = try store.merge([event("timeless", guid: "g", second: nil, input: 7, output: 7), good])
  #expect(try claimed(store) == [TokenUsage(), TokenUsage(inputTokens: 100, outputTokens: 20)])
}

@Test func aRepeatedClaimIsADuplicate() throws {
  let store = try Store.empty()
  #expect(try store.merge([good, good]) == [.merged(newCalls: 1), .duplicate])
}

@Test func aClaimUnderAnIdThatIsNoUUIDIsSettledToo() throws {
  let store = try Store.empty()
  _ = try store.merge([event("Request-ABC", guid: "g", second: 1, input: 3, output: 4)])
  #expect(try claimed(store) == [TokenUsage(inputTokens: 3, outputTokens: 4)])
}

@Test func claimsFollowACallThatIsMergedLater() throws {
  var bridge = Call()
  bridge.profile.sides = .gateway
  let ties = ["refused", "good"].map {
    CallFragment(keys: [CallKey(.messageId, "m"), CallKey(.apimRequestId, $0)], call: bridge)
  }
  for events in [[phantom, good] + ties, [good, ties[0], phantom, ties[1]], ties + [good, phantom]] {
    let store = try Store.empty()
    for event in events { _ = try store.merge([event]) }
    #expect(try claimed(store) == [TokenUsage(inputTokens: 100, outputTokens: 20)])
  }
}

@Test func twoCopiesOfAClaimWithOtherCountsAreAContradiction() throws {
  let more = event("good", guid: "g", second: 1, input: 101, output: 20)
  for events in [[good, more], [more, good]] {
    let store = try Store.empty()
    _ = try store.merge(events)
    #expect(try claimed(store) == [TokenUsage(inputTokens: 101, outputTokens: 20)])
    #expect(try StoreContent(store).calls.first?.call.profile.contradictions == ["inputTokens"])
  }
}
