import ChargebackModel

extension PriceLint {
  package static let oldAfterDays: Int64 = 90

  /// Lists whose newest row began to hold long ago, or that bear no date.
  func ages() -> [PriceFinding] {
    guard let now else { return [] }
    return Dictionary(grouping: rows, by: \.place.path).values.compactMap { list in
      let first = list.map(\.place).min { $0.line < $1.line }
      guard let newest = list.compactMap(\.effectiveFrom).max() else {
        return PriceFinding(.undated, at: first, "no row of this list says from when on it holds")
      }
      let days = (now.milliseconds - newest.milliseconds) / 86_400_000
      guard days > PriceLint.oldAfterDays else { return nil }
      return PriceFinding(
        .old, at: first,
        "the newest price of this list holds since \(newest.dayOrTime), \(days) days before \(now.date)")
    }
  }
}
