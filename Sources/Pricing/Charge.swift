import ChargebackModel

/// A quantity of one meter and what it costs.
package struct Charge: Hashable, Sendable {
  package let meter: Meter
  /// In the meter's own count: tokens, seconds, images.
  package let quantity: Int64
  package let row: PriceRow

  /// Exact: the price of one, multiplied once. `PriceRow.highestUnitPrice` keeps it within `Money`.
  package var amount: Money { row.unitPrice.times(quantity) }
}
