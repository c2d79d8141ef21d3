/// Splits `total` in proportion to `weights`, so that the parts add up to `total` exactly.
///
/// Largest remainder: every part is rounded down, and the units left over go to the parts with the largest
/// remainders, the first of equals first. When every weight is zero the parts are as equal as they can be.
///
///     split(10, by: [1, 1, 1])  // [4, 3, 3]
package func split(_ total: Int128, by weights: [Int128]) -> [Int128] {
  precondition(weights.allSatisfy { $0 >= 0 }, "weights are not negative")
  guard !weights.isEmpty else { return [] }
  let sum = weights.reduce(0, +)
  if sum == 0 { return split(total, by: weights.map { _ in 1 }) }
  let sign: Int128 = total < 0 ? -1 : 1
  var parts: [Int128] = []
  var remainders: [(index: Int, remainder: UInt128)] = []
  for (index, weight) in weights.enumerated() {
    let product = total.magnitude.multipliedFullWidth(by: weight.magnitude)
    let (quotient, remainder) = sum.magnitude.dividingFullWidth(product)
    parts.append(Int128(quotient))
    remainders.append((index, remainder))
  }
  var left = Int128(total.magnitude) - parts.reduce(0, +)
  for (index, _) in remainders.sorted(by: { ($1.remainder, $0.index) < ($0.remainder, $1.index) }) where left > 0 {
    parts[index] += 1
    left -= 1
  }
  return parts.map { $0 * sign }
}

extension Money {
  /// Rounds each amount to `digits` decimals so that the rounded parts add up to the rounded total.
  ///
  /// Parts are rounded down and the missing units go to the largest remainders, so a printed column always
  /// adds up to the printed sum, itself rounded half away from zero.
  /// - Returns: the parts and their total, in units of 10^-`digits`.
  package static func roundTogether(_ amounts: [Money], digits: Int) -> (parts: [Int128], total: Int128) {
    let total = amounts.reduce(Money.zero, +).rounded(to: digits)
    return (amounts.isEmpty ? [] : distribute(total, over: amounts, digits: digits), total)
  }

  /// Rounds `amounts` to `digits` decimals such that they add up to `total`, which is given in those units and
  /// lies less than one unit for each amount from their exact sum.
  package static func distribute(_ total: Int128, over amounts: [Money], digits: Int) -> [Int128] {
    let step = unitSize(digits)
    var parts: [Int128] = []
    var remainders: [Money] = []
    for amount in amounts {
      let (quotient, remainder) = amount.flooredQuotient(step)
      parts.append(quotient)
      remainders.append(Money(units: remainder, fraction: amount.fraction))
    }
    let left = Int(total - parts.reduce(0, +))
    let order = parts.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
    for index in order.prefix(max(0, left)) { parts[index] += 1 }
    return parts
  }

  /// The amount in units of 10^-`digits`, rounded half away from zero.
  package func rounded(to digits: Int) -> Int128 {
    let step = Money.unitSize(digits)
    let (quotient, remainder) = flooredQuotient(step)
    let rest = Money(units: remainder, fraction: fraction)
    let half = step == 1 ? Money(units: 0, fraction: Money.fractionsPerUnit / 2) : Money(units: step / 2)
    // Below zero the larger part is the nearer to zero, so a tie stays with the smaller.
    return quotient + (rest > half || (rest == half && units >= 0) ? 1 : 0)
  }

  /// The whole steps below the amount, and what is left of `units` above them.
  private func flooredQuotient(_ step: Int128) -> (quotient: Int128, remainder: Int128) {
    let (quotient, remainder) = units.quotientAndRemainder(dividingBy: step)
    return remainder < 0 ? (quotient - 1, remainder + step) : (quotient, remainder)
  }

  private static func unitSize(_ digits: Int) -> Int128 {
    precondition((0...fractionDigits).contains(digits))
    return (0..<(fractionDigits - digits)).reduce(Int128(1)) { size, _ in size * 10 }
  }
}
