import ChargebackModel

/// A price and how many it is for, brought to one of the units of a price table without losing a digit.
package struct ListedPrice: Hashable, Sendable {
  package let price: Money
  package let unit: PriceUnit

  /// - Parameters:
  ///   - text: a decimal, also with an exponent: `2.5`, `1.1e-07`.
  ///   - quantity: how many of the meter's own count it is for.
  /// - Throws: when it is no decimal, negative, or cannot be kept exactly for one.
  package init(_ text: String, for quantity: Int64) throws(PriceRefusal) {
    guard let decimal = ExactDecimal(text) else { throw PriceRefusal("the price \"\(text)\" is no decimal number") }
    guard decimal.significand >= 0 else { throw PriceRefusal("the price \(text) is negative") }
    for (unit, count) in [(.one, 1), (.thousand, 1000), (.million, 1_000_000)] as [(PriceUnit, Int64)]
    where count % quantity == 0 {
      // Twelve decimals for one are all that a price can have: six more for a million.
      guard let units = decimal.scaled(to: Money.fractionDigits) else { continue }
      let product = units.multipliedReportingOverflow(by: Int128(count / quantity))
      guard !product.overflow, product.partialValue % Int128(count) == 0 else { continue }
      price = Money(units: product.partialValue)
      self.unit = unit
      return
    }
    // An hour of seconds, and whatever else is no part of a million.
    guard let units = decimal.scaled(to: Money.fractionDigits), units % Int128(quantity) == 0 else {
      throw PriceRefusal("the price \(text) for \(quantity) cannot be kept exactly: at most twelve decimals for one")
    }
    price = Money(units: units / Int128(quantity))
    unit = .one
  }

  package var isZero: Bool { price == .zero }

  /// The same price for a million, as people compare prices of tokens; itself where it is for something else than one.
  package func perMillion() -> ListedPrice {
    let product = price.units.multipliedReportingOverflow(by: 1_000_000)
    guard unit == .one, !product.overflow else { return self }
    return ListedPrice(price: Money(units: product.partialValue), unit: .million)
  }

  private init(price: Money, unit: PriceUnit) {
    self.price = price
    self.unit = unit
  }
}
