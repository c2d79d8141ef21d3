import ChargebackModel

/// All exchange rates. A rate holds at the call's own time, as a price does.
package struct ExchangeRates: Sendable {
  /// Sorted by currencies, then by time.
  package let rows: [ExchangeRate]
  /// By currencies, in the order of time: no two of the same currencies hold at once.
  private let index: [[String]: [ExchangeRate]]

  package static let none = ExchangeRates()

  private init() { (rows, index) = ([], [:]) }

  /// - Throws: when two rates of the same currencies hold at the same time.
  package init(_ rows: [ExchangeRate]) throws(PriceBookProblems) {
    let index = Dictionary(grouping: rows, by: \.key).mapValues(inOrderOfTime)
    let groups = index.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    if let problems = PriceBookProblems(issues: groups.flatMap(ExchangeRates.overlaps)) { throw problems }
    self.rows = groups.flatMap(\.self)
    self.index = index
  }

  package func rate(from: String, to: String, at moment: Instant) -> ExchangeRate? {
    let rows = index[[from, to]] ?? []
    // The last that has begun; those before it have ended.
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].span.effectiveFrom.map({ $0 <= moment }) ?? true { low = middle + 1 } else { high = middle }
    }
    return low > 0 && rows[low - 1].span.contains(moment) ? rows[low - 1] : nil
  }

  private static func overlaps(_ rows: [ExchangeRate]) -> [Issue] {
    zip(rows, rows.dropFirst()).filter { $0.span.overlaps($1.span) }.map { earlier, later in
      Issue(
        .contradiction, path: later.place.path, place: "\(later.place.line)",
        "\(later.subject) stands in \(earlier.place.description) for the same time: end one before the other begins")
    }
  }
}
