import ChargebackModel
import Foundation
import Testing

@testable import Store

// Each of the first tests is named after a fault that other tools had.

private func fragment(_ keys: [(CallKey.Kind, String)], _ say: (inout Call) -> Void = { _ in }) -> CallFragment {
  var call = Call()
  call.profile.sides = .gateway
  say(&call)
  return CallFragment(keys: keys.map { CallKey($0.0, $0.1) }, call: call)
}

private let counts = TokenUsage(inputTokens: 14, outputTokens: 6)

@Test func theSameRecordTwiceIsOneCall() throws {
  let store = try Store.empty()
  let record = fragment([(.messageId, "m")]) { $0.state(reported: counts) }
  #expect(try store.merge([record, record]) == [.merged(newCalls: 1), .duplicate])
  #expect(try store.merge([record]) == [.duplicate])
  #expect(try StoreContent(store).calls.map(\.call.reported) == [counts])
}

@Test func requestResponseAndChargebackEventsAreNeverAdded() throws {
  let store = try Store.empty()
  let events = (0..<3).map { _ in fragment([(.messageId, "m")]) { $0.state(reported: counts) } }
  _ = try store.merge(events)
  #expect(try StoreContent(store).calls.map(\.call.reported) == [counts])
}

@Test func anEmptyIdIsNoId() throws {
  // Were it one, the first record without an id would swallow all others.
  let store = try Store.empty()
  let records = ["a", "b", "c"].map { fragment([(.messageId, ""), (.apimRequestId, $0)]) }
  _ = try store.merge(records)
  #expect(try store.callCount == 3)
}

@Test func anIdInCapitalsIsTheSameId() throws {
  let store = try Store.empty()
  let id = "2ea2b6ca-a1b7-436c-ab9e-f9bcb3804d4e"
  let outcomes = try store.merge([fragment([(.messageId, id)]), fragment([(.messageId, id.uppercased())])])
  #expect(outcomes == [.merged(newCalls: 1), .duplicate])
}

@Test func aKeyStatedTwiceIsOneKey() throws {
  let store = try Store.empty()
  let record = fragment([(.apimRequestId, "a"), (.apimRequestId, "a")])
  #expect(try store.merge([record, record]) == [.merged(newCalls: 1), .duplicate])
}

@Test func theGatewaysIdsAndTheServicesNeverMeetByAccident() throws {
  let store = try Store.empty()
  let id = "2ea2b6ca-a1b7-436c-ab9e-f9bcb3804d4e"
  _ = try store.merge([
    fragment([(.messageId, id)]), fragment([(.apimRequestId, id)]), fragment([(.recordDigest, id)]),
    fragment([(.responseId, id)]),
  ])
  #expect(try store.callCount == 4)
}

@Test func retriesOfOneGatewayCallAreOneCall() throws {
  // A gateway that tried twice: two answers with ids of their own, each with the service's record of it.
  let store = try Store.empty()
  _ = try store.merge([
    fragment([(.apimRequestId, "first")]), fragment([(.apimRequestId, "second")]),
    fragment([(.messageId, "m"), (.apimRequestId, "first")]),
    fragment([(.messageId, "m"), (.apimRequestId, "second")]),
  ])
  #expect(try store.callCount == 1)
}

@Test func aBridgeBetweenTwoKnownCallsTakesOneCallAway() throws {
  let store = try Store.empty()
  let outcomes = try store.merge([
    fragment([(.messageId, "m")]) { $0.profile.state(.appId, "app", .gatewayRequest) },
    fragment([(.apimRequestId, "a")]) { $0.profile.state(.resource, "account", .service) },
    fragment([(.messageId, "m"), (.apimRequestId, "a")]) { $0.state(reported: counts) },
  ])
  #expect(outcomes == [.merged(newCalls: 1), .merged(newCalls: 1), .merged(newCalls: -1)])
  let call = try #require(try StoreContent(store).calls.first?.call)
  #expect([call.profile[.appId], call.profile[.resource]] == ["app", "account"])
  #expect(call.reported == counts)
}

@Test func threeCallsBecomeOne() throws {
  let store = try Store.empty()
  let outcomes = try store.merge([
    fragment([(.messageId, "m")]), fragment([(.apimRequestId, "a")]), fragment([(.responseId, "r")]),
    fragment([(.responseId, "r"), (.messageId, "m"), (.apimRequestId, "a")]),
  ])
  #expect(outcomes.last == .merged(newCalls: -2))
  #expect(try store.callCount == 1)
}

@Test func aCallAfterAMergedOneIsACallOfItsOwn() throws {
  // The row that a merged call leaves must not be given to the next one, whose keys would lead to the wrong call.
  let store = try Store.empty()
  _ = try store.merge([
    fragment([(.messageId, "m")]), fragment([(.apimRequestId, "a")]),
    fragment([(.messageId, "m"), (.apimRequestId, "a")]),
  ])
  let outcomes = try store.merge([
    fragment([(.messageId, "next")]) { $0.profile.state(.appId, "other", .gatewayRequest) },
    fragment([(.messageId, "next")]) { $0.state(reported: counts) },
  ])
  #expect(outcomes == [.merged(newCalls: 1), .merged(newCalls: 0)])
  #expect(try store.callCount == 2)
  #expect(try StoreContent(store).calls.filter { $0.call.reported == counts }.map(\.call.profile[.appId]) == ["other"])
}

@Test func aFailedBatchLeavesNothing() throws {
  struct Interruption: Error {}
  let store = try Store.empty()
  #expect(throws: Interruption.self) {
    try store.importBatch { writer in
      _ = try writer.merge(fragment([(.messageId, "m")]))
      throw Interruption()
    }
  }
  #expect(try store.dump().isEmpty)
}

@Test func aRejectedRecordIsKeptOnce() throws {
  let store = try Store.empty()
  let digest = Data([1, 2, 3])
  let news = try store.importBatch { writer in
    [
      try writer.reject(digest: digest, code: .malformed), try writer.reject(digest: digest, code: .malformed),
      try writer.reject(digest: Data([4]), code: .cutShort),
    ]
  }
  #expect(news == [true, false, true])
  #expect(try store.importBatch { try $0.reject(digest: digest, code: .cutShort) } == false)
  #expect(try store.rejectedRecords() == 2)
}
