import ChargebackModel
import Testing

@testable import Aggregation

/// A few calls of every kind. The figures expected below were computed on paper, not by the program.
private func handMade() throws -> Estate {
  let estate = try Estate()
  estate.prices = [
    "gpt-4o,input,1M,2.50,,2026-10-15,", "gpt-4o,input,1M,2.00,2026-10-15,,",
    "gpt-4o,cachedInput,1M,1.25,,,",
    "gpt-4o,output,1M,10,,2026-10-15,", "gpt-4o,output,1M,8,2026-10-15,,",
    "gpt-5.4,input,1M,1.25,,,", "gpt-5.4,input,1M,2.50,,,272000",
    "gpt-5.4,output,1M,10,,,", "gpt-5.4,output,1M,15,,,272000",
    "o4-mini,input,1M,1.10,,,",
    "text-embedding-3-small,input,1K,0.00002,,,",
  ]
  func add(_ app: String, _ time: String, _ model: String?, status: String? = nil, _ usage: TokenUsage) throws {
    var facts: [Fact: String] = [.appId: app]
    facts[.bodyModel] = model
    facts[.statusCode] = status
    try estate.add(time, facts, usage)
  }
  // The last moment of one price and the first of the next.
  try add("alpha", "2026-10-14 23:59:59.999", "gpt-4o", tokens(1000, cached: 400, 100))
  try add("alpha", "2026-10-15 00:00", "gpt-4o", tokens(1000, cached: 400, 100))
  // The last call of the short context and the first of the long one.
  try add("alpha", "2026-10-20 08:00", "gpt-5.4", tokens(272_000, 1000))
  try add("alpha", "2026-10-20 09:00", "gpt-5.4", tokens(272_001, 1000))
  // No price at all; then no price for output, which one of two calls used.
  try add("beta", "2026-10-03 08:00", "house-llm-7b", tokens(50, 5))
  try add("beta", "2026-10-03 09:00", "o4-mini", tokens(1000, 200, reasoning: 150))
  try add("beta", "2026-10-03 10:00", "o4-mini", tokens(2000, 0))
  try add("beta", "2026-10-04 08:00", "text-embedding-3-small", tokens(123_456, 0))
  // Refused: free. Filtered or streamed without counts: nobody knows. Counts without a model: nobody knows either.
  try add("gamma", "2026-10-05 08:00", "gpt-4o", status: "429", tokens(nil, nil))
  try add("delta", "2026-10-05 09:00", "gpt-4o", status: "400", tokens(nil, nil))
  try add("delta", "2026-10-05 10:00", "gpt-4o", status: "200", tokens(nil, nil))
  try add("delta", "2026-10-05 11:00", nil, tokens(30, 3))
  // Not of October.
  try add("alpha", "2026-09-30 23:59:59.999", "gpt-4o", tokens(1_000_000, 1_000_000))
  try add("alpha", "2026-11-01 00:00", "gpt-4o", tokens(1_000_000, 1_000_000))
  return estate
}

@Test func aHandMadeEstateGivesTheDecimalsThatWereComputedByHand() throws {
  let json = try handMade().report(by: [.appId, .model]).json
  // alpha gpt-5.4:   272,000 × 0.00000125 + 1,000 × 0.00001   = 0.34      + 0.01          = 0.35
  //                  272,001 × 0.0000025  + 1,000 × 0.000015  = 0.6800025 + 0.015         = 0.6950025
  //                                                             together                    1.0450025
  // alpha gpt-4o:    600 × 0.0000025 + 400 × 0.00000125 + 100 × 0.00001  = 0.0015 + 0.0005 + 0.001  = 0.003
  //                  600 × 0.000002  + 400 × 0.00000125 + 100 × 0.000008 = 0.0012 + 0.0005 + 0.0008 = 0.0025
  //                                                             together                    0.0055
  // beta o4-mini:    1,000 × 0.0000011 + 2,000 × 0.0000011    = 0.0011 + 0.0022           = 0.0033, a lower bound
  // beta embedding:  123,456 × 0.00000002                                                 = 0.00246912
  // total:           1.0450025 + 0.0055 + 0.0033 + 0.00246912                             = 1.05627162
  let expected = """
    {
      "schema": "chargeback/report/1",
      "report": "usage",
      "period": {"from": "2026-10-01T00:00:00Z", "to": "2026-11-01T00:00:00Z", "timeZone": "UTC"},
      "currency": "USD",
      "groupBy": ["appId", "model"],
      "filters": [],
      "rows": [
        {"appId": "alpha", "model": "gpt-5.4", "calls": 2, "inputTokens": 544001, "cachedInputTokens": 0, \
    "outputTokens": 2000, "reasoningTokens": 0, "totalTokens": 546001, "cost": "1.0450025", "unpricedCalls": 0, \
    "unmeteredCalls": 0},
        {"appId": "alpha", "model": "gpt-4o", "calls": 2, "inputTokens": 2000, "cachedInputTokens": 800, \
    "outputTokens": 200, "reasoningTokens": 0, "totalTokens": 2200, "cost": "0.0055", "unpricedCalls": 0, \
    "unmeteredCalls": 0},
        {"appId": "beta", "model": "o4-mini", "calls": 2, "inputTokens": 3000, "cachedInputTokens": 0, \
    "outputTokens": 200, "reasoningTokens": 150, "totalTokens": 3200, "cost": "0.0033", "unpricedCalls": 1, \
    "unmeteredCalls": 0},
        {"appId": "beta", "model": "text-embedding-3-small", "calls": 1, "inputTokens": 123456, \
    "cachedInputTokens": 0, "outputTokens": 0, "reasoningTokens": 0, "totalTokens": 123456, "cost": "0.00246912", \
    "unpricedCalls": 0, "unmeteredCalls": 0},
        {"appId": "gamma", "model": "gpt-4o", "calls": 1, "inputTokens": 0, "cachedInputTokens": 0, \
    "outputTokens": 0, "reasoningTokens": 0, "totalTokens": 0, "cost": "0", "unpricedCalls": 0, "unmeteredCalls": 0},
        {"appId": "beta", "model": "house-llm-7b", "calls": 1, "inputTokens": 50, "cachedInputTokens": 0, \
    "outputTokens": 5, "reasoningTokens": 0, "totalTokens": 55, "cost": null, "unpricedCalls": 1, "unmeteredCalls": 0},
        {"appId": "delta", "model": "gpt-4o", "calls": 2, "inputTokens": 0, "cachedInputTokens": 0, \
    "outputTokens": 0, "reasoningTokens": 0, "totalTokens": 0, "cost": null, "unpricedCalls": 0, "unmeteredCalls": 2},
        {"appId": "delta", "model": null, "calls": 1, "inputTokens": 30, "cachedInputTokens": 0, "outputTokens": 3, \
    "reasoningTokens": 0, "totalTokens": 33, "cost": null, "unpricedCalls": 1, "unmeteredCalls": 0}
      ],
      "totals": {"calls": 12, "inputTokens": 672537, "cachedInputTokens": 800, "outputTokens": 2408, \
    "reasoningTokens": 150, "totalTokens": 674945, "cost": "1.05627162", "unpricedCalls": 3, "unmeteredCalls": 2},
      "completeness": {"calls": 12, "priced": 7, "unpriced": 3, "unmetered": 2, "estimated": 0, \
    "rejectedRecords": 0, "unjoinedServiceRecords": 0, \
    "copiesLeftOut": 0, "copiesSuspected": 0, "assumedDeploymentType": 8, "complete": false},

    """
  #expect(json.prefix(upTo: try #require(json.firstRange(of: "  \"issues\"")).lowerBound) == expected)
}

@Test func aHandMadeStatementAddsUpInEachOfItsSums() throws {
  let estate = try handMade()
  estate.directory = [
    DirectoryEntry(kind: .appId, id: "alpha", name: "Quay", costCentre: "CC-1"),
    DirectoryEntry(kind: .appId, id: "beta", name: "Crane", costCentre: "CC-1"),
    DirectoryEntry(kind: .appId, id: "gamma", name: "Buoy", costCentre: "CC-2"),
  ]
  let report = try estate.report("statement")
  let rows = report.rows.map { row in
    row.cells.prefix(3).map(Report.text) + [Report.text(row.cells[report.index("cost")]), "\(row.subtotalOf ?? 0)"]
  }
  // Crane: 0.0033 + 0.00246912 = 0.00576912; Quay: 1.0450025 + 0.0055 = 1.0505025; CC-1: 1.05627162.
  #expect(
    rows == [
      ["CC-1", "Crane", "house-llm-7b", "null", "0"],
      ["CC-1", "Crane", "o4-mini", "0.0033", "0"],
      ["CC-1", "Crane", "text-embedding-3-small", "0.00246912", "0"],
      ["CC-1", "Crane", "null", "0.00576912", "2"],
      ["CC-1", "Quay", "gpt-4o", "0.0055", "0"],
      ["CC-1", "Quay", "gpt-5.4", "1.0450025", "0"],
      ["CC-1", "Quay", "null", "1.0505025", "2"],
      ["CC-1", "null", "null", "1.05627162", "1"],
      ["CC-2", "Buoy", "gpt-4o", "0", "0"],
      ["CC-2", "Buoy", "null", "0", "2"],
      ["CC-2", "null", "null", "0", "1"],
      ["null", "delta", "gpt-4o", "null", "0"],
      ["null", "delta", "null", "null", "0"],
      ["null", "delta", "null", "null", "2"],
      ["null", "null", "null", "null", "1"],
    ])
  #expect(report.total("cost") == "1.05627162")
}
