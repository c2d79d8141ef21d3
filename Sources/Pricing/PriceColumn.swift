/// The columns of a price table, in the order in which they are written.
enum PriceColumn: String, CaseIterable {
  case model, modelVersion, deploymentType, region, serviceTier, inputTokensAbove
  case meter, unit, price, currency, effectiveFrom, effectiveTo, source

  /// Whether a table without this column says nothing; a missing other column is as if all its cells were empty.
  var isRequired: Bool {
    switch self {
    case .model, .meter, .unit, .price, .currency: true
    case .modelVersion, .deploymentType, .region, .serviceTier, .inputTokensAbove: false
    case .effectiveFrom, .effectiveTo, .source: false
    }
  }
}
