import ChargebackModel
import TestSupport
import Testing

@testable import Pricing

/// Random price rows, SKUs and moments from few values, so that they meet often. Days are 0 to 9 of October 2026.
struct RandomPrices {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &generator)! }

  mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &generator) }

  mutating func shuffle<Value>(_ values: [Value]) -> [Value] { values.shuffled(using: &generator) }

  /// Rows that make a book: of those with the same conditions, each begins where the one before it ended.
  mutating func rows() throws -> [PriceRow] {
    var rows: [PriceRow] = []
    var seen: Set<PriceConditions> = []
    for _ in 0..<40 {
      let edges = try shuffle(Array(0...9)).prefix(3).sorted().map { try moment(day: $0) }
      let timeline: [(Instant?, Instant?)] = [(nil, edges[0]), (edges[0], edges[1]), (edges[2], nil)]
      let span = try (0..<3).map { try row(timeline[$0], line: rows.count + $0) }
      // The same conditions for the whole timeline, those of its first row.
      let line = try span.map { try sameConditions(as: span[0], in: ($0.effectiveFrom, $0.effectiveTo), $0) }
      if seen.insert(PriceConditions(line[0])).inserted { rows += line }
    }
    return rows
  }

  mutating func sku() -> SKU {
    SKU(
      model: pick(["a", "b"]), modelVersion: pick([nil, "1", "2"]), deploymentType: pick([.global, .dataZone]),
      region: pick([nil, "eastus", "westeurope"]), serviceTier: pick(["default", "priority"]))
  }

  mutating func moment() throws -> Instant {
    try moment(day: number(0...10)).advanced(byMilliseconds: number(-1...86_399_999))
  }

  private func moment(day: Int64) throws -> Instant {
    try #require(Instant(year: 2026, month: 10, day: 1)).advanced(byMilliseconds: day * 86_400_000)
  }

  private mutating func row(_ span: (Instant?, Instant?), line: Int) throws -> PriceRow {
    try PriceRow(
      model: pick(["a", "b"]), modelVersion: pick([nil, "1", "2"]), deploymentType: pick([nil, .global, .dataZone]),
      region: pick([nil, "eastus", "westeurope"]), serviceTier: pick([nil, "default", "priority"]),
      inputTokensAbove: pick([0, 0, 100, 200]), meter: pick([.input, .output]),
      unit: pick([.one, .thousand, .million]),
      price: Money(units: Int128(number(1...1000)) * 1_000_000), currency: "USD", effectiveFrom: span.0,
      effectiveTo: span.1, source: "", place: PriceRow.Place(path: "random.csv", line: line))
  }

  private func sameConditions(as first: PriceRow, in span: (Instant?, Instant?), _ row: PriceRow) throws -> PriceRow {
    try PriceRow(
      model: first.model, modelVersion: first.modelVersion, deploymentType: first.deploymentType, region: first.region,
      serviceTier: first.serviceTier, inputTokensAbove: first.inputTokensAbove, meter: first.meter, unit: row.unit,
      price: row.price, currency: "USD", effectiveFrom: span.0, effectiveTo: span.1, source: "", place: row.place)
  }
}
