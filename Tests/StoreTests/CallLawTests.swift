import ChargebackModel
import Testing

// Joining is a least upper bound; on these four laws it rests that no order, split or repetition of records matters.

private func joined(_ calls: Call...) -> Call {
  var result = calls[0]
  for call in calls.dropFirst() { result.join(call) }
  return result
}

@Test(arguments: UInt64(1)...10)
func joiningIsCommutative(seed: UInt64) {
  var random = RandomCalls(seed: seed)
  for _ in 0..<40 {
    let (a, b) = (random.call(), random.call())
    #expect(joined(a, b) == joined(b, a), "seed \(seed)")
  }
}

@Test(arguments: UInt64(1)...10)
func joiningIsAssociative(seed: UInt64) {
  var random = RandomCalls(seed: seed)
  for _ in 0..<40 {
    let (a, b, c) = (random.call(), random.call(), random.call())
    #expect(joined(joined(a, b), c) == joined(a, joined(b, c)), "seed \(seed)")
  }
}

@Test(arguments: UInt64(1)...10)
func joiningIsIdempotent(seed: UInt64) {
  var random = RandomCalls(seed: seed)
  for _ in 0..<40 {
    let (a, b) = (random.call(), random.call())
    #expect(joined(a, a) == a, "seed \(seed)")
    #expect(joined(a, b, a, b) == joined(a, b), "seed \(seed)")
  }
}

@Test(arguments: UInt64(1)...10)
func contradictionsDoNotDependOnOrder(seed: UInt64) {
  var random = RandomCalls(seed: seed)
  for _ in 0..<20 {
    let calls = (0..<5).map { _ in random.call() }
    let inOrder = calls.dropFirst().reduce(calls[0]) { joined($0, $1) }
    let shuffled = random.shuffle(calls)
    let otherwise = shuffled.dropFirst().reduce(shuffled[0]) { joined($1, $0) }
    #expect(inOrder.profile.contradictions == otherwise.profile.contradictions, "seed \(seed)")
    #expect(inOrder.profile.contradictions == disagreements(calls), "seed \(seed)")
  }
}

/// The facts and counts for which the calls state more than one value, found without joining. A hint contradicts nobody.
private func disagreements(_ calls: [Call]) -> Set<String> {
  let facts = Fact.allCases.filter { fact in
    let claims = calls.compactMap { $0.profile.facts[fact] }.filter { $0.authority != .hint }
    return fact.contradicts && Set(claims.map(\.value)).count > 1
  }
  let counts = UsageCount.allCases.filter { count in Set(calls.compactMap { $0.reported[count] }).count > 1 }
  return Set(facts.map(\.rawValue) + counts.map(\.rawValue))
}

@Test func theHigherAuthorityIsBelieved() {
  var (request, response) = (Call(), Call())
  request.profile.state(.appId, "caller", .gatewayRequest)
  response.profile.state(.appId, "agate", .gatewayResponse)
  #expect(joined(request, response).profile[.appId] == "caller")
  #expect(joined(response, request).profile[.appId] == "caller")
  #expect(joined(response, request).profile.contradictions == ["appId"])
}

@Test func ofTwoCountsTheLargerOneCounts() {
  var (first, second) = (Call(), Call())
  first.state(reported: TokenUsage(inputTokens: 14, outputTokens: 6))
  second.state(reported: TokenUsage(inputTokens: 15))
  #expect(joined(first, second).reported == TokenUsage(inputTokens: 15, outputTokens: 6))
  #expect(joined(second, first).profile.contradictions == ["inputTokens"])
}

@Test func anEmptyFactSaysNothing() {
  var (full, empty) = (Call(), Call())
  full.profile.state(.appId, "caller", .hint)
  empty.profile.state(.appId, "", .responseHeader)
  #expect(joined(full, empty).profile[.appId] == "caller")
  #expect(joined(empty, full).profile.contradictions.isEmpty)
}

@Test func theCallersAddressAndTheOperationsNameDifferByNature() {
  var (gateway, service) = (Call(), Call())
  gateway.profile.state(.callerIp, "203.0.113.7", .gatewayRequest)
  gateway.profile.state(.operation, "ChatCompletions_Create", .gatewayRequest)
  service.profile.state(.callerIp, "203.0.113.***", .service)
  service.profile.state(.operation, "Creates a completion", .hint)
  #expect(joined(gateway, service).profile.contradictions.isEmpty)
}
