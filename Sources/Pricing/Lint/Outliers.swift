import ChargebackModel

extension PriceLint {
  /// A price that is about a thousand times another must have been read with the wrong unit: regions, versions and years
  /// differ by a tenth, batches by a half, tiers and data zones by twice, models and meters by tens.
  static let outlier: Int128 = 300

  /// Prices that are about 1,000 times those beside them, or a 1,000th: of the same model and meter under other
  /// conditions; of the reference list; and of the same model's other token meters.
  func unitOutliers() -> [PriceFinding] {
    let listed = Dictionary(grouping: reference) { ModelMeter(model: $0.model, meter: $0.meter) }
    return grouped { ModelMeter(model: $0.model, meter: $0.meter) }.flatMap { rows in
      rows.compactMap { row -> PriceFinding? in
        let beside = rows.filter { $0 != row }
        // One other row cannot say which of the two is wrong: the reference can.
        let known = listed[ModelMeter(model: row.model, meter: row.meter)] ?? []
        return outlier(row, beside: known, "the bundled list") ?? (beside.count > 1 ? outlier(row, beside: beside) : nil)
          ?? pair(row, beside) ?? outlier(row, beside: known.isEmpty ? otherMeters(row) : [])
      }
    }
  }

  /// Compared with the row in the middle, so that one wrong row does not blame the right ones.
  private func outlier(_ row: PriceRow, beside others: [PriceRow], _ list: String? = nil) -> PriceFinding? {
    let sorted = others.filter { $0.unitPrice > .zero }.sorted { a, b in
      (a.unitPrice, a.place.path, a.place.line) < (b.unitPrice, b.place.path, b.place.line)
    }
    guard !sorted.isEmpty, let times = PriceLint.ratio(row, sorted[sorted.count / 2]) else { return nil }
    let middle = sorted[sorted.count / 2]
    let place = list ?? middle.place.description
    let other = "\(middle.priceText) of \(middle.subject) (\(place))"
    return PriceFinding(.unitOutlier, at: row.place, "\(row.subject): \(row.priceText) is \(times) \(other); is the unit right?")
  }

  /// Two rows that are far apart: the second is named, since nobody knows which is wrong.
  private func pair(_ row: PriceRow, _ beside: [PriceRow]) -> PriceFinding? {
    guard beside.count == 1, (beside[0].place.path, beside[0].place.line) < (row.place.path, row.place.line) else {
      return nil
    }
    return outlier(row, beside: beside)
  }

  private func otherMeters(_ row: PriceRow) -> [PriceRow] {
    let tokens: Set<Meter> = [.input, .cachedInput, .cacheWrite, .output]
    guard tokens.contains(row.meter) else { return [] }
    return rows.filter { $0.meter != row.meter && tokens.contains($0.meter) && $0.has(row) && row.has($0) }
  }

  /// `1,000 times`, or nil where the prices are not far apart.
  private static func ratio(_ row: PriceRow, _ other: PriceRow) -> String? {
    let (price, usual) = (row.unitPrice.units, other.unitPrice.units)
    if price >= usual * outlier { return "\(price / usual) times" }
    if price > 0, usual >= price * outlier { return "a \(usual / price)th of" }
    return nil
  }

  /// Cached input that costs more than input which is not.
  func cachedDearer() -> [PriceFinding] {
    let pairs: [(cached: Meter, full: Meter)] = [(.cachedInput, .input), (.cachedAudioInput, .audioInput)]
    return rows.compactMap { row -> PriceFinding? in
      guard let pair = pairs.first(where: { $0.cached == row.meter }) else { return nil }
      let full = rows.filter {
        $0.meter == pair.full && row.has($0) && $0.inputTokensAbove == row.inputTokensAbove && $0.span.overlaps(row.span)
      }
      // The most specific is the one that a call meets; of several in time, one that the cached price exceeds.
      let most = full.map(\.filledConditions).max()
      let cheaper = full.filter { $0.filledConditions == most && $0.unitPrice < row.unitPrice }
        .min { ($0.place.path, $0.place.line) < ($1.place.path, $1.place.line) }
      return cheaper.map {
        PriceFinding(
          .cachedDearer, at: row.place,
          "\(row.subject): \(row.priceText) is more than \($0.priceText) of \($0.meter.rawValue) "
            + "(\($0.place.description))")
      }
    }
  }
}

private struct ModelMeter: Hashable {
  let model: String
  let meter: Meter
}
