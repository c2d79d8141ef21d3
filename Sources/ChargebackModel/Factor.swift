/// An exact decimal by which an amount is multiplied: what a discount leaves, an exchange rate, or both.
///
/// A discount has at most `Factor.discountDecimals` decimals and a rate at most `Factor.rateDecimals`, which the tables
/// refuse to exceed; so their product has at most eighteen, and `Money` keeps eighteen below the twelve of a price. That
/// is why no product ever has to be rounded.
package struct Factor: Hashable, Sendable {
  /// The number times 10^`decimals`; not negative.
  let significand: Int128
  /// From 0 to 18.
  let decimals: Int

  package static let one = Factor(significand: 1, decimals: 0)
  /// A percentage has four decimals, so that what it leaves of one has six.
  static let discountDecimals = 6
  package static let rateDecimals = 12

  private init(significand: Int128, decimals: Int) {
    self.significand = significand
    self.decimals = decimals
  }

  /// Reads a plain decimal; nil if it is none, negative or has too many decimals.
  ///
  ///     Factor("0.9234", decimals: 12)
  init?(_ text: some StringProtocol, decimals: Int) {
    precondition(decimals <= Money.finerDigits)
    guard let significand = ExactDecimal(text)?.scaled(to: decimals), significand >= 0 else { return nil }
    self.init(significand: significand, decimals: decimals)
  }

  /// What is left of one when so many percent go: `Factor(without: "7.5")` is 0.925. Nil if the text is no decimal from 0
  /// to 100 with at most four decimals.
  package init?(withoutPercent text: some StringProtocol) {
    let whole: Int128 = 1_000_000
    guard let percent = ExactDecimal(text)?.scaled(to: Factor.discountDecimals - 2), (0...whole).contains(percent)
    else {
      return nil
    }
    self.init(significand: whole - percent, decimals: Factor.discountDecimals)
  }

  /// Reads an exchange rate: above 0, at most a million, with at most twelve decimals.
  package init?(rate text: some StringProtocol) {
    self.init(text, decimals: Factor.rateDecimals)
    let highest = Int128(1_000_000) * Int128(1_000_000_000_000)
    guard (1...highest).contains(significand) else { return nil }
  }

  /// The product; nil where it has more than eighteen decimals or is out of range.
  package func times(_ other: Factor) -> Factor? {
    let (product, overflow) = significand.multipliedReportingOverflow(by: other.significand)
    guard !overflow, decimals + other.decimals <= Money.finerDigits else { return nil }
    return Factor(significand: product, decimals: decimals + other.decimals)
  }

  /// `0.925`, without trailing zeros.
  package var exactText: String {
    var digits = String(significand)
    digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let whole = digits.dropLast(decimals)
    var part = digits.suffix(decimals)
    while part.last == "0" { part.removeLast() }
    return whole + (part.isEmpty ? "" : "." + part)
  }
}

extension Money {
  /// The exact product; nil where it is out of range, or where `self` is a product already and has a fraction of a unit.
  package func times(_ factor: Factor) -> Money? {
    guard fraction == 0, units >= 0 else { return nil }
    let power = UInt128(Money.power(of: factor.decimals))
    let product = units.magnitude.multipliedFullWidth(by: factor.significand.magnitude)
    guard product.high < power else { return nil }
    let (quotient, remainder) = power.dividingFullWidth(product)
    guard quotient <= Int128.max.magnitude else { return nil }
    // The remainder has `decimals` digits; `fraction` has eighteen.
    let finer = remainder * UInt128(Money.power(of: Money.finerDigits - factor.decimals))
    return Money(units: Int128(quotient), fraction: Int64(finer))
  }

  private static func power(of digits: Int) -> Int64 { (0..<digits).reduce(1) { power, _ in power * 10 } }
}
