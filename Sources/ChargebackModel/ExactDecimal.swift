/// A decimal number as it was written: a whole significand and a power of ten.
///
/// Accepts `12`, `-0.5`, `1.25e-7`. Refuses what other readers let pass: `1,5`, `12abc`, `.5`, `5.`, the empty text.
package struct ExactDecimal: Hashable, Sendable {
  package let significand: Int128
  package let exponent: Int

  package init?(_ text: some StringProtocol) {
    var digits = text.utf8[...]
    var negative = false
    if let sign = digits.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      negative = sign == UInt8(ascii: "-")
      digits = digits.dropFirst()
    }
    var value: Int128 = 0
    func readDigits() -> (count: Int, ok: Bool) {
      var count = 0
      while let byte = digits.first, byte >= 48, byte <= 57 {
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, overflowed) = product.addingReportingOverflow(Int128(byte - 48))
        if overflow || overflowed { return (count, false) }
        value = sum
        digits = digits.dropFirst()
        count += 1
      }
      return (count, count > 0)
    }
    guard readDigits().ok else { return nil }
    var scale = 0
    if digits.first == UInt8(ascii: ".") {
      digits = digits.dropFirst()
      let fraction = readDigits()
      guard fraction.ok else { return nil }
      scale = -fraction.count
    }
    if let mark = digits.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      digits = digits.dropFirst()
      guard let power = Int(String(decoding: digits, as: UTF8.self)), (-60...60).contains(power) else { return nil }
      scale += power
      digits = digits.dropFirst(digits.count)
    }
    guard digits.isEmpty else { return nil }
    significand = negative ? -value : value
    exponent = scale
  }

  /// The number in units of 10^-`digits`, or nil where that would lose digits or overflow.
  package func scaled(to digits: Int) -> Int128? {
    var result = significand
    var power = exponent + digits
    while power > 0 {
      let (product, overflow) = result.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      result = product
      power -= 1
    }
    while power < 0 {
      let (quotient, remainder) = result.quotientAndRemainder(dividingBy: 10)
      if remainder != 0 { return nil }
      result = quotient
      power += 1
    }
    return result
  }
}
