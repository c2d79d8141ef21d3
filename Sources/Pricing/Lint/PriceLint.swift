import ChargebackModel

/// Looks a price table over. The rows need not make a book: what keeps them from it is a finding.
package struct PriceLint {
  let rows: [PriceRow]
  /// A list to compare units with; it may be the rows' own.
  let reference: [PriceRow]
  /// When it is now: nil if nobody says.
  let now: Instant?

  package init(_ rows: [PriceRow], reference: [PriceRow], now: Instant?) {
    self.rows = rows
    self.reference = reference
    self.now = now
  }

  /// All findings that the rows alone give, in the order of their places.
  package func findings() -> [PriceFinding] {
    PriceLint.inOrder(overlaps() + gaps() + unitOutliers() + cachedDearer() + ages())
  }

  package static func inOrder(_ findings: [PriceFinding]) -> [PriceFinding] {
    Set(findings).sorted(by: PriceFinding.precedes)
  }

  /// A finding for each model that no call used, with the place of its first row.
  ///
  /// - Parameter used: the models of all calls; none, if there are no calls to judge by.
  package func unused(besides used: Set<String>) -> [PriceFinding] {
    guard !used.isEmpty else { return [] }
    let unused = Dictionary(grouping: rows.filter { !used.contains($0.model) }, by: \.model)
    return PriceLint.inOrder(
      unused.compactMap { model, rows in
        rows.map(\.place).min { ($0.path, $0.line) < ($1.path, $1.line) }.map {
          let prices = rows.count == 1 ? "1 price" : "\(rows.count) prices"
          return PriceFinding(.unused, at: $0, "no call used \(model), which has \(prices)")
        }
      })
  }
}
