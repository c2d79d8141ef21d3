import ChargebackModel
import TestSupport
import Testing

@testable import Store

private func keep(_ events: [ResourceEvent], in store: Store) throws -> [Bool] {
  try store.importBatch { writer in try events.map { try writer.keep($0) } }
}

@Test(arguments: UInt64(1)...10)
func theOrderOfEventRecordsHasNoSay(seed: UInt64) throws {
  var random = RandomCalls(seed: seed)
  let events = (0..<40).map { _ in
    ResourceEvent(
      kind: random.pick(Array(ResourceEvent.Kind.allCases.prefix(2))),
      time: Instant(milliseconds: random.number(0...3)), resource: random.pick(["weu", "swc"]),
      deployment: random.pick([nil, "chat"]), actor: random.pick([nil, "a", "b"]),
      statusCode: random.pick([nil, "200", "403"]), operationId: random.pick([nil, "1", "2"]))
  }
  let (first, second) = (try Store.empty(), try Store.empty())
  _ = try keep(events, in: first)
  for event in random.shuffle(events + events) { _ = try keep([event], in: second) }
  #expect(try Set(first.resourceEvents()) == Set(second.resourceEvents()), "seed \(seed)")
  #expect(try keep(events, in: second).allSatisfy { !$0 }, "seed \(seed)")
}

@Test func aSumThatASourceMadeIsKeptOnceAndIsNoCall() throws {
  let store = try Store.empty()
  let sum = UsageAggregate(
    source: "token-metric", time: Instant(milliseconds: 0), metric: "totalTokens", value: 5, calls: 2,
    dimensions: ["b": "\"", "a": "1"])
  let news = try store.importBatch { writer in [try writer.keep(sum), try writer.keep(sum)] }
  #expect(news == [true, false])
  #expect(try store.usageAggregates() == [sum])
  #expect(try store.callCount == 0)
}
