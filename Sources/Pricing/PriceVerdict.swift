import ChargebackModel

/// Whether a row of the price book is the one for a call, and if not, why.
package struct PriceVerdict: Sendable {
  package let row: PriceRow
  package let isUsed: Bool
  /// `applies`, `begins 2026-10-15`, `for globalBatch, not global`, `prices.csv:7 is more specific`.
  package let reason: String
}

extension PriceBook {
  /// A verdict on each row of the call's model, in the order of the rows.
  ///
  /// - Parameters:
  ///   - meter: nil for all meters.
  ///   - inputTokens: of the whole call.
  package func verdicts(
    for sku: SKU, meter: Meter? = nil, at moment: Instant, inputTokens: Int64
  ) -> [PriceVerdict] {
    rows.filter { $0.model == sku.model && (meter == nil || $0.meter == meter) }.map { row in
      if let obstacle = row.obstacle(for: sku, at: moment, inputTokens: inputTokens) {
        return PriceVerdict(row: row, isUsed: false, reason: obstacle)
      }
      switch price(for: sku, meter: row.meter, at: moment, inputTokens: inputTokens) {
      case .price(row): return PriceVerdict(row: row, isUsed: true, reason: "applies")
      case .price(let best): return PriceVerdict(row: row, isUsed: false, reason: PriceBook.loss(of: row, to: best))
      case .ambiguous(let rivals):
        let others = rivals.filter { $0 != row }
        let places = others.map(\.place.description).joined(separator: " and ")
        let reason =
          others.count < rivals.count ? "\(places) applies alike: there is no choosing" : "\(places) is more specific"
        return PriceVerdict(row: row, isUsed: false, reason: reason)
      case .none: preconditionFailure("a row without an obstacle applies")
      }
    }
  }

  private static func loss(of row: PriceRow, to best: PriceRow) -> String {
    row.filledConditions < best.filledConditions
      ? "\(best.place.description) is more specific" : "\(best.place.description) has the higher bound"
  }
}

extension PriceRow {
  /// Why the row does not apply to a call; nil if it does.
  fileprivate func obstacle(for sku: SKU, at moment: Instant, inputTokens: Int64) -> String? {
    func mismatch(_ wanted: String?, _ found: String?) -> String? {
      guard let wanted, wanted != found else { return nil }
      return "for \(wanted)" + (found.map { ", not \($0)" } ?? " only")
    }
    if let from = effectiveFrom, moment < from { return "begins \(from.dayOrTime)" }
    if let to = effectiveTo, to <= moment { return "ended \(to.dayOrTime)" }
    if inputTokensAbove > 0, inputTokens <= inputTokensAbove { return "for more than \(inputTokensAbove) input tokens" }
    return mismatch(modelVersion, sku.modelVersion?.lowercased())
      ?? mismatch(deploymentType?.rawValue, sku.deploymentType.rawValue) ?? mismatch(region, sku.region)
      ?? mismatch(serviceTier, sku.serviceTier)
  }
}
