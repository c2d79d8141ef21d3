import ChargebackModel

extension PriceLint {
  /// A price that is about a thousand times another must have been read with the wrong unit: regions, versions and years
  /// differ by a tenth, batches by a half, tiers and data zones by twice, models and meters by tens.
  static let outlier: Int128 = 300

  /// Prices that are about 1,000 times what they are compared with, or a 1,000th: the reference list's prices of the same
  /// model and meter; if it has none, those of the other rows; if there are none, the model's other token meters.
  func unitOutliers() -> [PriceFinding] {
    let listed = Dictionary(grouping: reference) { ModelMeter(model: $0.model, meter: $0.meter) }
    return grouped { ModelMeter(model: $0.model, meter: $0.meter) }.flatMap { rows in
      let known = listed[ModelMeter(model: rows[0].model, meter: rows[0].meter)] ?? []
      if let middle = PriceLint.middle(known) {
        return rows.compactMap { PriceLint.outlier($0, beside: middle, "the bundled list") }
      }
      // The row in the middle of all: one wrong row among them does not blame the right ones. Of two, nobody knows which
      // is wrong, and the second is named.
      let usual = rows.count == 2 ? rows.min(by: PriceLint.comesFirst) : PriceLint.middle(rows)
      return rows.compactMap { row in
        usual.flatMap { PriceLint.outlier(row, beside: $0) }
          ?? PriceLint.middle(otherMeters(row)).flatMap { PriceLint.outlier(row, beside: $0) }
      }
    }
  }

  private static func comesFirst(_ a: PriceRow, _ b: PriceRow) -> Bool {
    (a.place.path, a.place.line) < (b.place.path, b.place.line)
  }

  private static func middle(_ rows: [PriceRow]) -> PriceRow? {
    let sorted = rows.filter { $0.unitPrice > .zero }.sorted { a, b in
      a.unitPrice != b.unitPrice ? a.unitPrice < b.unitPrice : comesFirst(a, b)
    }
    return sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2]
  }

  /// - Parameter list: where the other row stands, if not in the table itself.
  private static func outlier(_ row: PriceRow, beside other: PriceRow, _ list: String? = nil) -> PriceFinding? {
    guard let times = ratio(row, other) else { return nil }
    let place = list ?? other.place.description
    return PriceFinding(
      .unitOutlier, at: row.place,
      "\(row.subject): \(row.priceText) is \(times) \(other.priceText) of \(other.subject) (\(place)); is the unit right?"
    )
  }

  private func otherMeters(_ row: PriceRow) -> [PriceRow] {
    let tokens: Set<Meter> = [.input, .cachedInput, .cacheWrite, .output]
    guard tokens.contains(row.meter) else { return [] }
    return rows.filter { $0.meter != row.meter && tokens.contains($0.meter) && $0.has(row) && row.has($0) }
  }

  /// `1,000 times`, or nil where the prices are not far apart.
  private static func ratio(_ row: PriceRow, _ other: PriceRow) -> String? {
    let (price, usual) = (row.unitPrice.units, other.unitPrice.units)
    if usual > 0, price >= usual * outlier { return "\(price / usual) times" }
    if price > 0, usual >= price * outlier { return "a \(usual / price)th of" }
    return nil
  }

  /// Cached input that costs more than input which is not.
  func cachedDearer() -> [PriceFinding] {
    let pairs: [(cached: Meter, full: Meter)] = [(.cachedInput, .input), (.cachedAudioInput, .audioInput)]
    let models = Dictionary(grouping: rows, by: \.model)
    return rows.compactMap { row -> PriceFinding? in
      guard let pair = pairs.first(where: { $0.cached == row.meter }) else { return nil }
      let full = (models[row.model] ?? []).filter {
        $0.meter == pair.full && row.has($0) && $0.inputTokensAbove == row.inputTokensAbove
          && $0.span.overlaps(row.span)
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
