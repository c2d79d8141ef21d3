/// What the price book says about one meter of one SKU at one moment.
package enum Resolution: Hashable, Sendable {
  case price(PriceRow)
  /// No row applies: the cost is unknown, not zero.
  case none
  /// Several rows apply and none is more specific than the others; in the order of `PriceBook.rows`.
  case ambiguous([PriceRow])
}
