extension BinaryInteger {
  /// The number with a comma between thousands: `-1,234,567`.
  package var grouped: String {
    var result = ""
    let digits = String(magnitude)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return self < 0 ? "-" + result : result
  }
}

extension Int64 {
  /// Hundredths of a percent as a decimal without sign or grouping: 3333 is `33.33`.
  var asPercent: String {
    let rest = String(magnitude % 100)
    return (self < 0 ? "-" : "") + "\(magnitude / 100)." + (rest.utf8.count == 1 ? "0" + rest : rest)
  }
}

extension Int128 {
  /// The number of units of 10^-`decimals` as a decimal: 123456 with two decimals is `1,234.56`.
  package func grouped(decimals: Int) -> String {
    guard decimals > 0 else { return grouped }
    let digits = String(magnitude)
    let padded = String(repeating: "0", count: Swift.max(0, decimals + 1 - digits.count)) + digits
    // `UInt128` reads back what it wrote; only the leading zeros of the whole part are lost, as they should be.
    let whole = UInt128(padded.dropLast(decimals))!
    return (self < 0 ? "-" : "") + whole.grouped + "." + padded.suffix(decimals)
  }
}
