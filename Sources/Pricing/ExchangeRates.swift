import ChargebackModel

/// All exchange rates. A rate holds at the call's own time, as a price does.
package struct ExchangeRates: Sendable {
  /// Sorted by currencies, then by time.
  package let rows: [ExchangeRate]

  package static let none = ExchangeRates()

  private init() { rows = [] }

  /// - Throws: when two rates of the same currencies hold at the same time.
  package init(_ rows: [ExchangeRate]) throws(PriceBookProblems) {
    self.rows = rows.sorted { ExchangeRates.order($0).lexicographicallyPrecedes(ExchangeRates.order($1)) }
    var issues: [Issue] = []
    for (index, row) in self.rows.enumerated() {
      for other in self.rows[(index + 1)...] where row.key == other.key && row.span.overlaps(other.span) {
        issues.append(
          Issue(
            .contradiction, path: other.place.path, place: "\(other.place.line)",
            "\(other.subject) stands in \(row.place.description) for the same time: end one before the other begins"))
      }
    }
    if let problems = PriceBookProblems(issues: issues) { throw problems }
  }

  package func rate(from: String, to: String, at moment: Instant) -> ExchangeRate? {
    rows.first { $0.fromCurrency == from && $0.toCurrency == to && $0.span.contains(moment) }
  }

  private static func order(_ row: ExchangeRate) -> [String] {
    row.key + [row.span.effectiveFrom?.dayOrTime ?? "", row.place.description]
  }
}
