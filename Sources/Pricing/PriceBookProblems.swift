import ChargebackModel

/// Why rows do not make a price book: every overlap in time, and a second currency.
package struct PriceBookProblems: Error, Hashable, Sendable {
  package let issues: [Issue]

  /// - Parameter rows: in the order of `PriceBook.rows`, so that rows with the same conditions are neighbours.
  init?(_ rows: [PriceRow]) {
    let issues = PriceBookProblems.overlaps(rows) + PriceBookProblems.currencies(rows)
    if issues.isEmpty { return nil }
    self.issues = issues
  }

  /// For other tables than prices.
  init?(issues: [Issue]) {
    if issues.isEmpty { return nil }
    self.issues = issues
  }

  private static func overlaps(_ rows: [PriceRow]) -> [Issue] {
    var issues: [Issue] = []
    // Of the rows with the same conditions so far, the one that ends last.
    var open: PriceRow?
    for row in rows {
      guard let earlier = open, PriceConditions(earlier) == PriceConditions(row) else {
        open = row
        continue
      }
      if let end = earlier.effectiveTo, row.effectiveFrom.map({ $0 >= end }) ?? false {
        open = row
        continue
      }
      issues.append(overlap(earlier, row))
      if let end = earlier.effectiveTo, row.effectiveTo.map({ $0 > end }) ?? true { open = row }
    }
    return issues
  }

  private static func overlap(_ first: PriceRow, _ second: PriceRow) -> Issue {
    let since = second.effectiveFrom.map { "from \($0.dayOrTime) on" } ?? "from the beginning"
    return Issue(
      .ambiguousPrice, path: second.place.path, place: "\(second.place.line)",
      "both \(first.place.description) and \(second.place.description) price \(PriceConditions(second).description) "
        + "\(since): end one before the other begins")
  }

  private static func currencies(_ rows: [PriceRow]) -> [Issue] {
    guard let first = rows.first else { return [] }
    var seen: Set = [first.currency]
    return rows.filter { seen.insert($0.currency).inserted }.map { row in
      Issue(
        .contradiction, path: row.place.path, place: "\(row.place.line)",
        "the price is in \(row.currency), but \(first.place.description) is in \(first.currency): "
          + "all prices must be in one currency")
    }
  }
}
