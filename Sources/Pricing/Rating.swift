import ChargebackModel

/// What some quantities of one SKU cost, and which of them have no price.
package struct Rating: Hashable, Sendable {
  /// In the order of the meters.
  package let charges: [Charge]
  /// In the order of the meters. Their cost is unknown, not zero.
  package let unpriced: [Unpriced]

  /// A quantity without a price.
  package struct Unpriced: Hashable, Sendable {
    package let meter: Meter
    package let quantity: Int64
    /// The equally specific rows between which there is no choosing; empty if there is no row at all.
    package let rivals: [PriceRow]
  }

  /// Whether `cost` is all of it.
  package var isComplete: Bool { unpriced.isEmpty }

  /// The sum of the charges; nil if nothing that was used has a price.
  package var cost: Money? {
    charges.isEmpty && !unpriced.isEmpty ? nil : charges.reduce(.zero) { $0 + $1.amount }
  }
}

extension PriceBook {
  /// Rates quantities of one SKU, which may be sums of many calls.
  ///
  /// The calls of a sum must have one price: their times lie between two neighbours of `boundaries(in:)` and their input
  /// tokens between two of `inputTokenBounds(for:)`; any one call's time and input tokens stand for all. A quantity of
  /// zero needs no price and is left out.
  package func rate(
    _ quantities: [Meter: Int64], for sku: SKU, at moment: Instant, inputTokens: Int64
  ) -> Rating {
    var charges: [Charge] = []
    var unpriced: [Rating.Unpriced] = []
    for (meter, quantity) in quantities.sorted(by: { $0.key < $1.key }) where quantity != 0 {
      switch price(for: sku, meter: meter, at: moment, inputTokens: inputTokens) {
      case .price(let row): charges.append(Charge(meter: meter, quantity: quantity, row: row))
      case .none: unpriced.append(Rating.Unpriced(meter: meter, quantity: quantity, rivals: []))
      case .ambiguous(let rows): unpriced.append(Rating.Unpriced(meter: meter, quantity: quantity, rivals: rows))
      }
    }
    return Rating(charges: charges, unpriced: unpriced)
  }
}
