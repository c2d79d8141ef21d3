import ChargebackModel

extension PriceLint {
  /// Rows that hold for the same at the same time, and rows neither of which is more specific where both apply.
  func overlaps() -> [PriceFinding] {
    grouped { RowGroup(model: $0.model, meter: $0.meter, bound: $0.inputTokensAbove) }.flatMap { rows in
      rows.indices.flatMap { index in rows[(index + 1)...].compactMap { overlap(rows[index], $0, among: rows) } }
    }
  }

  private func overlap(_ a: PriceRow, _ b: PriceRow, among rows: [PriceRow]) -> PriceFinding? {
    guard a.filledConditions == b.filledConditions, let time = a.span.intersection(b.span) else { return nil }
    if a.key == b.key {
      return PriceFinding(
        .overlap, at: b.place, "\(b.subject) has a price in \(a.place.description) too \(time.description)")
    }
    guard a.isCompatible(with: b) else { return nil }
    // A row that has the conditions of both wins over both.
    let decided = rows.contains { row in
      row.isNarrower(than: a) && row.isNarrower(than: b) && row.span.overlaps(time)
    }
    return decided
      ? nil
      : PriceFinding(
        .overlap, at: b.place,
        "\(b.subject) and \(a.subject) (\(a.place.description)) can both apply \(time.description), and neither is more "
          + "specific")
  }

  /// Times between two prices of the same, or behind the last, in which there is no price or only a broader one.
  func gaps() -> [PriceFinding] {
    grouped(\.key).flatMap { rows in
      let sorted = rows.sorted { $0.span.beginsBefore($1.span) }
      return sorted.compactMap { row -> PriceFinding? in
        guard let end = row.effectiveTo, !rows.contains(where: { $0.holds(at: end) }) else { return nil }
        let next = sorted.compactMap(\.effectiveFrom).first { $0 > end }
        if next == nil, now.map({ $0 < end }) ?? true { return nil }
        let gap = DatedSpan(from: end, to: next)
        let broader = self.rows.filter { row.isNarrower(than: $0) && $0.meter == row.meter && $0.holds(at: end) }
          .map(\.place.description).min()
        let instead = broader.map { "only the broader \($0) applies" } ?? "there is no price"
        return PriceFinding(.gap, at: row.place, "\(row.subject) \(gap.description): \(instead)")
      }
    }
  }

  /// The groups' order is that of nothing; findings are put in order later.
  func grouped<Key: Hashable>(_ key: (PriceRow) -> Key) -> [[PriceRow]] {
    Array(Dictionary(grouping: rows, by: key).values)
  }
}

private struct RowGroup: Hashable {
  let model: String
  let meter: Meter
  let bound: Int64
}

extension PriceRow {
  private var openConditions: [String?] { [modelVersion, deploymentType?.rawValue, region, serviceTier] }

  /// Whether some call meets the conditions of both.
  fileprivate func isCompatible(with other: PriceRow) -> Bool {
    zip(openConditions, other.openConditions).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
  }

  /// Whether the row has all conditions of the other and more; meter and bound apart.
  func isNarrower(than other: PriceRow) -> Bool {
    filledConditions > other.filledConditions && has(other)
  }

  /// Whether every call that the row is for is one that the other is for; meter and bound apart.
  func has(_ other: PriceRow) -> Bool {
    model == other.model && zip(openConditions, other.openConditions).allSatisfy { $1 == nil || $0 == $1 }
  }
}
