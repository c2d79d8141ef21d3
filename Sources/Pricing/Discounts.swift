import ChargebackModel

/// All discounts, and the one rule by which one is found: of those that apply at the call's own time, the one with the most
/// filled conditions. Discounts do not add up.
package struct Discounts: Sendable {
  /// Sorted by what they are for, then by time.
  package let rows: [Discount]

  package static let none = Discounts()

  private init() { rows = [] }

  /// - Throws: when two rows apply to the same at the same time and neither is more specific: unless a third row for just
  ///   what they have in common decides.
  package init(_ rows: [Discount]) throws(PriceBookProblems) {
    self.rows = Dictionary(grouping: rows, by: \.key).sorted { Discounts.precedes($0.key, $1.key) }
      .flatMap { inOrderOfTime($0.value) }
    var issues: [Issue] = []
    for (index, row) in self.rows.enumerated() {
      for other in self.rows[(index + 1)...] where Discounts.conflict(row, other, in: self.rows) {
        issues.append(
          Issue(
            .contradiction, path: other.place.path, place: "\(other.place.line)",
            "\(other.subject) and \(row.subject) (\(row.place.description)) apply at the same time, and neither is "
              + "more specific: end one before the other begins, or add a row with the conditions of both"))
      }
    }
    if let problems = PriceBookProblems(issues: issues) { throw problems }
  }

  package func discount(for sku: SKU, _ meter: Meter, at moment: Instant) -> Discount? {
    rows.filter { $0.span.contains(moment) && $0.key.applies(to: sku, meter) }
      .max { $0.key.filledConditions < $1.key.filledConditions }
  }

  private static func conflict(_ a: Discount, _ b: Discount, in rows: [Discount]) -> Bool {
    guard a.key.filledConditions == b.key.filledConditions, let both = a.key.common(b.key),
      let time = a.span.intersection(b.span)
    else { return false }
    // Two rows for the very same have nothing in common that a third could be more specific about.
    if a.key == b.key { return true }
    let deciding = rows.filter { $0.key == both }
    return !deciding.reduce([time]) { left, row in left.flatMap { $0.without(row.span) } }.isEmpty
  }

  /// In the order of the table's columns; an empty cell comes first.
  private static func precedes(_ a: Discount.Key, _ b: Discount.Key) -> Bool {
    let words = { (key: Discount.Key) in
      [key.model ?? "", key.deploymentType?.rawValue ?? "", key.meter?.rawValue ?? ""]
    }
    return words(a).lexicographicallyPrecedes(words(b))
  }
}
