import ChargebackModel

/// A quantity of one meter and what it costs.
///
///     amount = quantity × price ÷ unit × (100 − percent) ÷ 100 × rate
package struct Charge: Hashable, Sendable {
  package let meter: Meter
  /// In the meter's own count: tokens, seconds, images.
  package let quantity: Int64
  /// The row whose price is paid: of the list, or negotiated.
  package let row: PriceRow
  /// Off the price of `row`; nil for a negotiated price, and where there is none.
  package let discount: Discount?
  /// Nil where `row` is in the report's currency.
  package let exchange: ExchangeRate?
  /// In the report's currency.
  package let amount: Money
  /// What the list would ask for the same quantity; nil where the list has no price for it. `row` is the list's where
  /// nothing was negotiated.
  package let list: ListCharge?

  /// A quantity at its list price.
  package struct ListCharge: Hashable, Sendable {
    package let row: PriceRow
    package let exchange: ExchangeRate?
    /// In the report's currency.
    package let amount: Money
  }
}
