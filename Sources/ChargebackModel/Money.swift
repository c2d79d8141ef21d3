/// An exact amount of some currency, counted in units of 10^-12 of it.
///
/// Twelve digits hold the price of one token of the cheapest model exactly (0.005 per million tokens is
/// 5,000 units), and `Int128` leaves room for 1.7 × 10^26 of the currency.
/// There is no way in from a floating-point number: prices are read from text, digit by digit.
package struct Money: Hashable, Comparable, Sendable {
  /// Units of 10^-12 of the currency.
  package var units: Int128

  package static let zero = Money(units: 0)
  package static let fractionDigits = 12
  package static let unitsPerWhole: Int128 = 1_000_000_000_000

  package init(units: Int128) { self.units = units }

  /// Reads a plain decimal such as `2.5`, `-0.000195` or `1e-6`: nil if it is anything else or needs
  /// more than twelve decimals.
  ///
  ///     Money("2.50")   // 2.5
  ///     Money("1,5")    // nil: never taken for 1
  package init?(_ text: some StringProtocol) {
    guard let decimal = ExactDecimal(text), let units = decimal.scaled(to: Money.fractionDigits) else {
      return nil
    }
    self.units = units
  }

  package static func < (a: Money, b: Money) -> Bool { a.units < b.units }
  package static func + (a: Money, b: Money) -> Money { Money(units: a.units + b.units) }
  package static func - (a: Money, b: Money) -> Money { Money(units: a.units - b.units) }
  package static func += (a: inout Money, b: Money) { a.units += b.units }

  /// The price of `quantity` things at `self` each.
  package func times(_ quantity: Int64) -> Money { Money(units: units * Int128(quantity)) }

  /// The amount divided by `count`, or nil where the division would leave a remainder.
  package func dividedExactly(by count: Int64) -> Money? {
    let (quotient, remainder) = units.quotientAndRemainder(dividingBy: Int128(count))
    return remainder == 0 ? Money(units: quotient) : nil
  }

  /// The full amount as a plain decimal without trailing zeros: `0.000195`, `12`, `-0.5`.
  package var exactText: String {
    let magnitude = units.magnitude
    let (whole, fraction) = magnitude.quotientAndRemainder(dividingBy: UInt128(Money.unitsPerWhole))
    var text = String(whole)
    if fraction != 0 {
      var digits = String(fraction)
      digits = String(repeating: "0", count: Money.fractionDigits - digits.count) + digits
      while digits.last == "0" { digits.removeLast() }
      text += "." + digits
    }
    return units < 0 ? "-" + text : text
  }
}
