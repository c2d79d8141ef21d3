/// An exact amount of some currency, counted in units of 10^-12 of it.
///
/// Twelve digits hold the price of one token of the cheapest model exactly (0.005 per million tokens is
/// 5,000 units), and `Int128` leaves room for 1.7 × 10^26 of the currency.
/// There is no way in from a floating-point number: prices are read from text, digit by digit.
///
/// List prices never need more. A discount of 7.5 % or an exchange rate of 0.9234 does: what such a `Factor` leaves below
/// one unit is kept in `fraction`, eighteen digits more, so that amounts in another currency still add up to the last
/// digit however they are grouped. Nothing is rounded before it is printed.
package struct Money: Hashable, Comparable, Sendable {
  /// Units of 10^-12 of the currency, rounded down.
  package private(set) var units: Int128
  /// What is left above `units`, in 10^-18 of a unit: from 0 to 10^18 - 1.
  package private(set) var fraction: Int64 = 0

  package static let zero = Money(units: 0)
  package static let fractionDigits = 12
  package static let unitsPerWhole: Int128 = 1_000_000_000_000
  /// Digits of `fraction`.
  static let finerDigits = 18
  static let fractionsPerUnit: Int64 = 1_000_000_000_000_000_000

  package init(units: Int128) { self.units = units }

  /// - Parameter fraction: from 0 to 10^18 - 1.
  init(units: Int128, fraction: Int64) {
    precondition((0..<Money.fractionsPerUnit).contains(fraction))
    self.units = units
    self.fraction = fraction
  }

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

  package static func < (a: Money, b: Money) -> Bool { (a.units, a.fraction) < (b.units, b.fraction) }

  package static func + (a: Money, b: Money) -> Money {
    guard let sum = a.adding(b) else { preconditionFailure("a sum of money is out of range") }
    return sum
  }

  package static func - (a: Money, b: Money) -> Money {
    let (fraction, borrow) = (a.fraction - b.fraction, a.fraction < b.fraction)
    return Money(
      units: a.units - b.units - (borrow ? 1 : 0), fraction: fraction + (borrow ? Money.fractionsPerUnit : 0))
  }

  package static func += (a: inout Money, b: Money) { a = a + b }

  /// The sum; nil where it is out of range.
  package func adding(_ other: Money) -> Money? {
    // Each is below 10^18, so both together still fit.
    let (carry, fraction) = (fraction + other.fraction).quotientAndRemainder(dividingBy: Money.fractionsPerUnit)
    let (sum, overflow) = units.addingReportingOverflow(other.units)
    let (units, overflowed) = sum.addingReportingOverflow(Int128(carry))
    return overflow || overflowed ? nil : Money(units: units, fraction: fraction)
  }

  /// The price of `quantity` things at `self` each, where `self` has no fraction of a unit.
  package func times(_ quantity: Int64) -> Money {
    precondition(fraction == 0, "quantities are multiplied before factors")
    return Money(units: units * Int128(quantity))
  }

  /// The amount divided by `count`, or nil where the division would leave a remainder.
  package func dividedExactly(by count: Int64) -> Money? {
    let (quotient, remainder) = units.quotientAndRemainder(dividingBy: Int128(count))
    return remainder == 0 && fraction == 0 ? Money(units: quotient) : nil
  }

  /// The full amount as a plain decimal without trailing zeros: `0.000195`, `12`, `-0.5`.
  package var exactText: String {
    let isNegative = units < 0
    // Below zero the fraction still counts upwards: -0.3 units are -1 unit and 0.7.
    let borrows = isNegative && fraction > 0
    let magnitude = units.magnitude - (borrows ? 1 : 0)
    let finer = borrows ? Money.fractionsPerUnit - fraction : fraction
    let (whole, part) = magnitude.quotientAndRemainder(dividingBy: UInt128(Money.unitsPerWhole))
    let padded = Money.padded(String(part), Money.fractionDigits) + Money.padded(String(finer), Money.finerDigits)
    // By byte: letter by letter they took a sixth of the time of a query over all days.
    let zeros = padded.utf8.reversed().prefix { $0 == UInt8(ascii: "0") }.count
    let digits = padded.dropLast(zeros)
    return (isNegative ? "-" : "") + String(whole) + (digits.isEmpty ? "" : "." + digits)
  }

  private static func padded(_ digits: String, _ width: Int) -> String {
    String(repeating: "0", count: width - digits.count) + digits
  }
}
