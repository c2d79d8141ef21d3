import ChargebackModel

/// What one meter of one model costs, under which conditions and in which span of time.
///
///     gpt-4o,2024-08-06,global,,default,,input,1M,2.50,USD,2026-10-01,,contract
///
/// A condition that is nil holds for any value. Names are brought to one spelling when the row is made, so that they are
/// later compared as they are and nothing is matched by resemblance.
package struct PriceRow: Hashable, Sendable {
  package let model: String
  /// In lower case: Azure writes both `1106-Preview` and `1106-preview`.
  package let modelVersion: String?
  package let deploymentType: DeploymentType?
  package let region: String?
  /// In lower case, as the service reports it: `default`, `priority`, `flex`.
  package let serviceTier: String?
  /// The row is for calls with more input tokens than this; 0 is for every call.
  package let inputTokensAbove: Int64
  package let meter: Meter
  package let unit: PriceUnit
  /// For one `unit`.
  package let price: Money
  /// ISO 4217.
  package let currency: String
  /// Midnight UTC; nil is since ever.
  package let effectiveFrom: Instant?
  /// Midnight UTC, the first moment at which the row no longer holds; nil is open.
  package let effectiveTo: Instant?
  /// Who says so: a contract, a price list.
  package let source: String
  /// Where the row was read.
  package var place: Place
  /// For one token, second or whatever the meter counts: exact, and at most `highestUnitPrice`.
  package let unitPrice: Money

  /// A file and the line in it, counted from 1.
  package struct Place: Hashable, Sendable {
    package let path: String
    package let line: Int

    package init(path: String, line: Int) {
      self.path = path
      self.line = line
    }

    /// `prices.csv:17`
    package var description: String { "\(path):\(line)" }
  }

  /// One million of a currency for one token. At this price every meter can count to `Int64.max` and the sum of their
  /// charges still fits into `Money`, so no rating can overflow.
  static let highestUnitPrice = Money(units: 1_000_000 * Money.unitsPerWhole)

  /// - Parameter model: also a snapshot such as `gpt-4o-2024-08-06`, which gives the version if `modelVersion` does not.
  /// - Throws: when the price is negative, absurdly high or not exact for one, when the row is never in force, or when
  ///   a currency, bound or date is out of shape.
  package init(
    model: String, modelVersion: String? = nil, deploymentType: DeploymentType? = nil, region: String? = nil,
    serviceTier: String? = nil, inputTokensAbove: Int64 = 0, meter: Meter, unit: PriceUnit, price: Money,
    currency: String, effectiveFrom: Instant? = nil, effectiveTo: Instant? = nil, source: String, place: Place
  ) throws(PriceRefusal) {
    let name = PriceRow.name(model, version: modelVersion)
    guard !name.model.isEmpty else { throw PriceRefusal("model is empty: a price is for one model") }
    guard inputTokensAbove >= 0 else { throw PriceRefusal("inputTokensAbove is negative: 0 is for every call") }
    guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (65...90).contains($0) }) else {
      throw PriceRefusal("currency \"\(currency)\" is not three capital letters such as USD")
    }
    try PriceRow.checkSpan(effectiveFrom, effectiveTo)
    self.model = name.model
    self.modelVersion = name.modelVersion?.lowercased()
    self.deploymentType = deploymentType
    self.region = PriceRow.filled(region.map(Region.normalise))
    self.serviceTier = PriceRow.filled(serviceTier?.lowercased())
    self.inputTokensAbove = inputTokensAbove
    self.meter = meter
    self.unit = unit
    self.price = price
    self.currency = currency
    self.effectiveFrom = effectiveFrom
    self.effectiveTo = effectiveTo
    self.source = source
    self.place = place
    unitPrice = try PriceRow.unitPrice(price, unit)
  }

  private static func name(_ model: String, version: String?) -> ModelName {
    let snapshot = ModelName(snapshot: model)
    guard let version = filled(version) else { return snapshot }
    return snapshot.modelVersion == version.lowercased() ? snapshot : ModelName(model: model, modelVersion: version)
  }

  private static func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

  private static func checkSpan(_ from: Instant?, _ to: Instant?) throws(PriceRefusal) {
    for edge in [from, to].compactMap({ $0 }) where edge.date.startUTC != edge {
      throw PriceRefusal("a price begins and ends at midnight UTC, not at \(edge.iso8601)")
    }
    if let from, let to, to <= from {
      throw PriceRefusal("effectiveTo \(to.date) is not after effectiveFrom \(from.date), so the row never holds")
    }
  }

  private static func unitPrice(_ price: Money, _ unit: PriceUnit) throws(PriceRefusal) -> Money {
    guard price >= .zero else { throw PriceRefusal("price \(price.exactText) is negative") }
    guard let one = price.dividedExactly(by: unit.count) else {
      throw PriceRefusal(
        "price \(price.exactText) for \(unit.rawValue) has more than \(unit.decimals) decimals, "
          + "so the price of one is not exact")
    }
    guard one <= highestUnitPrice else {
      throw PriceRefusal("price \(price.exactText) for \(unit.rawValue) is more than a million for one")
    }
    return one
  }
}

extension PriceRow {
  /// How narrow the row is: how many of its four open conditions are filled.
  var filledConditions: Int {
    (modelVersion == nil ? 0 : 1) + (deploymentType == nil ? 0 : 1) + (region == nil ? 0 : 1)
      + (serviceTier == nil ? 0 : 1)
  }

  /// Whether the row is in force at a moment: `effectiveFrom ..< effectiveTo`.
  func holds(at moment: Instant) -> Bool {
    if let effectiveFrom, moment < effectiveFrom { return false }
    if let effectiveTo, moment >= effectiveTo { return false }
    return true
  }
}
