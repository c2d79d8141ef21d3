extension Money {
  /// The exact product with a whole number, fractions of a unit included; nil where it is out of range.
  /// - Parameter count: not negative.
  package func times(whole count: Int64) -> Money? {
    precondition(count >= 0, "an amount is multiplied by a count")
    let (product, overflow) = units.multipliedReportingOverflow(by: Int128(count))
    let (carry, finer) = (Int128(fraction) * Int128(count))
      .quotientAndRemainder(dividingBy: Int128(Money.fractionsPerUnit))
    let (sum, overflowed) = product.addingReportingOverflow(carry)
    return overflow || overflowed ? nil : Money(units: sum, fraction: Int64(finer))
  }

  /// The quotient, rounded down to the last of its thirty decimals: for display, not for comparison.
  /// - Parameter count: from 1 to 10^12.
  package func divided(by count: Int64) -> Money {
    precondition((1...1_000_000_000_000).contains(count))
    var (quotient, remainder) = units.quotientAndRemainder(dividingBy: Int128(count))
    if remainder < 0 { (quotient, remainder) = (quotient - 1, remainder + Int128(count)) }
    let finer = (remainder * Int128(Money.fractionsPerUnit) + Int128(fraction)) / Int128(count)
    return Money(units: quotient, fraction: Int64(finer))
  }

  /// The amount without its sign.
  package var magnitude: Money { self < .zero ? .zero - self : self }
}
