import ChargebackModel

/// All prices that are in use, and the one rule by which a price is found.
///
/// A row applies when each of its filled conditions equals the call's, it is in force at the call's own time, and its
/// bound lies below the call's input tokens. Of the rows that apply, the one with the most filled conditions wins, and
/// among equals the one with the highest bound. The order of the rows has no say.
package struct PriceBook: Sendable {
  /// Sorted by conditions, then by time.
  package let rows: [PriceRow]
  /// ISO 4217; nil if the book is empty.
  package let currency: String?

  private struct Key: Hashable {
    let model: String
    let meter: Meter
  }

  /// The rows of a model and meter, the most specific first and of those the highest bound first.
  private let index: [Key: [PriceRow]]
  private let edges: [Instant]
  private let bounds: [String: [Int64]]

  /// - Throws: when two rows with the same conditions are in force together, or currencies are mixed.
  package init(_ rows: [PriceRow]) throws(PriceBookProblems) {
    let sorted = PriceBook.inOrder(rows)
    if let problems = PriceBookProblems(sorted) { throw problems }
    self.rows = sorted
    currency = sorted.first?.currency
    index = Dictionary(grouping: sorted) { Key(model: $0.model, meter: $0.meter) }
      .mapValues(PriceBook.mostSpecificFirst)
    edges = Set(sorted.flatMap { [$0.effectiveFrom, $0.effectiveTo] }.compactMap { $0 }).sorted()
    bounds = Dictionary(grouping: sorted.filter { $0.inputTokensAbove > 0 }, by: \.model)
      .mapValues { Set($0.map(\.inputTokensAbove)).sorted() }
  }

  /// Knows no price.
  package static let empty = PriceBook()

  private init() {
    (rows, currency, index, edges, bounds) = ([], nil, [:], [], [:])
  }

  /// The price of one meter for a call.
  ///
  /// - Parameters:
  ///   - sku: in the spellings of `ModelName` and `Region.normalise`.
  ///   - moment: when the call was made, not when it is priced: a closed month keeps its prices.
  ///   - inputTokens: of the whole call, cached ones included.
  package func price(for sku: SKU, meter: Meter, at moment: Instant, inputTokens: Int64) -> Resolution {
    let candidates = index[Key(model: sku.model, meter: meter)] ?? []
    let version = sku.modelVersion?.lowercased()
    func applies(_ row: PriceRow) -> Bool {
      (row.deploymentType == nil || row.deploymentType == sku.deploymentType)
        && (row.inputTokensAbove == 0 || row.inputTokensAbove < inputTokens)
        && row.holds(at: moment)
        && (row.serviceTier == nil || row.serviceTier == sku.serviceTier)
        && (row.modelVersion == nil || row.modelVersion == version)
        && (row.region == nil || row.region == sku.region)
    }
    guard let first = candidates.firstIndex(where: applies) else { return .none }
    let best = candidates[first]
    let winners = candidates[first...].prefix {
      $0.filledConditions == best.filledConditions && $0.inputTokensAbove == best.inputTokensAbove
    }.filter(applies)
    return winners.count == 1 ? .price(best) : .ambiguous(winners)
  }

  /// The moments strictly inside `range` at which some row begins or ends, sorted. Between two of them no price changes.
  package func boundaries(in range: Range<Instant>) -> [Instant] {
    edges.filter { $0 > range.lowerBound && $0 < range.upperBound }
  }

  /// The bounds above 0 of a model's long-context prices, sorted. Calls between two of them have one price.
  package func inputTokenBounds(for model: String) -> [Int64] { bounds[model] ?? [] }

  /// The bounds of all models together, sorted.
  package var inputTokenBounds: [Int64] { Set(bounds.values.joined()).sorted() }

  private static func inOrder(_ rows: [PriceRow]) -> [PriceRow] {
    rows.map { (conditions: PriceConditions($0), row: $0) }.sorted { a, b in
      if a.conditions != b.conditions { return a.conditions < b.conditions }
      let (start, otherStart) = (a.row.effectiveFrom, b.row.effectiveFrom)
      if start != otherStart { return precedes(start, otherStart) }
      return (a.row.place.path, a.row.place.line) < (b.row.place.path, b.row.place.line)
    }.map(\.row)
  }

  /// Rows that are equal in this keep their order, so that rivals are always named in the same one.
  private static func mostSpecificFirst(_ rows: [PriceRow]) -> [PriceRow] {
    rows.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.filledConditions != b.filledConditions { return a.filledConditions > b.filledConditions }
      if a.inputTokensAbove != b.inputTokensAbove { return a.inputTokensAbove > b.inputTokensAbove }
      return left.offset < right.offset
    }.map(\.element)
  }

  /// Since ever comes before any moment.
  private static func precedes(_ a: Instant?, _ b: Instant?) -> Bool {
    guard let b else { return false }
    return a.map { $0 < b } ?? true
  }
}
