import ChargebackModel

/// Everything that makes a quantity a cost: list prices, negotiated prices, discounts and exchange rates.
package struct CostBook: Sendable {
  package let list: PriceBook
  /// Prices of the organisation's own; where one applies, neither list price nor discount counts.
  package let negotiated: PriceBook
  package let discounts: Discounts
  package let rates: ExchangeRates
  package let basis: CostBasis
  /// ISO 4217, of every cost.
  package let currency: String

  /// - Parameters:
  ///   - basis: nil for effective cost.
  ///   - currency: nil for the currency in which the prices are.
  package init(
    list: PriceBook, negotiated: PriceBook = .empty, discounts: Discounts = .none, rates: ExchangeRates = .none,
    basis: CostBasis? = nil, currency: String? = nil
  ) {
    self.list = list
    self.negotiated = negotiated
    self.discounts = discounts
    self.rates = rates
    self.basis = basis ?? .effective
    let own = self.basis == .effective ? negotiated.currency : nil
    self.currency = currency ?? own ?? list.currency ?? "USD"
  }

  /// Whether effective cost can differ from list cost.
  package var hasTerms: Bool { !negotiated.rows.isEmpty || !discounts.rows.isEmpty }

  /// Whether a report ought to show the list cost beside the cost.
  package var showsListCost: Bool { basis == .effective && hasTerms }

  /// The moments strictly inside `range` at which something begins or ends to hold, sorted. Between two of them no cost of
  /// one token changes.
  package func boundaries(in range: Range<Instant>) -> [Instant] {
    let edges =
      list.boundaries(in: range) + negotiated.boundaries(in: range) + discounts.rows.flatMap(\.span.edges)
      + rates.rows.flatMap(\.span.edges)
    return Set(edges.filter { $0 > range.lowerBound && $0 < range.upperBound }).sorted()
  }

  /// The bounds above 0 of long-context prices, of all models together, sorted.
  package var inputTokenBounds: [Int64] { Set(list.inputTokenBounds + negotiated.inputTokenBounds).sorted() }

  /// Rates quantities of one SKU, which may be sums of many calls.
  ///
  /// The calls of a sum must have one price: their times lie between two neighbours of `boundaries(in:)` and their input
  /// tokens between two of `inputTokenBounds`; any one call's time and input tokens stand for all. A quantity of zero
  /// needs no price and is left out.
  /// - Throws: when a cost is too large to be exact.
  package func rate(
    _ quantities: [Meter: Int64], for sku: SKU, at moment: Instant, inputTokens: Int64
  ) throws(PriceRefusal) -> Rating {
    var tariff = Tariff(self, for: sku, at: moment, inputTokens: inputTokens)
    return try tariff.rate(quantities.sorted { $0.key < $1.key }.map { (meter: $0.key, quantity: $0.value) })
  }
}
