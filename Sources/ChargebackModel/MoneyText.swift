extension Money {
  /// Reads again what `exactText` wrote: a plain decimal with up to thirty decimals. Nil if it is anything else.
  package init?(exactText text: some StringProtocol) {
    let isNegative = text.hasPrefix("-")
    let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
    let isNumber = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    guard isNumber, (1...2).contains(parts.count), parts.last?.utf8.count ?? 0 <= 38 else { return nil }
    let decimals = parts.count == 2 ? String(parts[1]) : ""
    let digits = Money.fractionDigits + Money.finerDigits
    guard decimals.utf8.count <= digits else { return nil }
    let padded = decimals + String(repeating: "0", count: digits - decimals.utf8.count)
    guard let units = Int128(parts[0] + padded.prefix(Money.fractionDigits)),
      let finer = Int64(padded.suffix(Money.finerDigits))
    else { return nil }
    let magnitude = Money(units: units, fraction: finer)
    self = isNegative ? Money.zero - magnitude : magnitude
  }
}
