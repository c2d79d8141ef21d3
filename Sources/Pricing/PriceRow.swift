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
  /// When it holds, to the millisecond.
  package private(set) var span: DatedSpan
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
    guard CurrencyCode.isOne(currency) else {
      throw PriceRefusal(CurrencyCode.refusal(currency))
    }
    let span = DatedSpan(from: effectiveFrom, to: effectiveTo)
    if let sentence = span.refusal { throw PriceRefusal(sentence) }
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
    self.span = span
    self.source = source
    self.place = place
    unitPrice = try PriceRow.unitPrice(price, unit, meter)
  }

  private static func name(_ model: String, version: String?) -> ModelName {
    let snapshot = ModelName(snapshot: model)
    guard let version = filled(version) else { return snapshot }
    return snapshot.modelVersion == version.lowercased() ? snapshot : ModelName(model: model, modelVersion: version)
  }

  private static func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

  private static func unitPrice(_ price: Money, _ unit: PriceUnit, _ meter: Meter) throws(PriceRefusal) -> Money {
    guard price >= .zero else { throw PriceRefusal("price \(price.exactText) is negative") }
    guard let count = unit.count(on: meter) else {
      throw PriceRefusal("unit \(unit.rawValue) does not measure what the meter \(meter.rawValue) counts")
    }
    guard let one = price.dividedExactly(by: count) else {
      let limit =
        unit.decimals.map { "has more than \($0) decimals" } ?? "cannot be divided by \(count) with twelve decimals"
      throw PriceRefusal("price \(price.exactText) for \(unit.rawValue) \(limit), so the price of one is not exact")
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
  func holds(at moment: Instant) -> Bool { span.contains(moment) }

  package var effectiveFrom: Instant? { span.effectiveFrom }
  package var effectiveTo: Instant? { span.effectiveTo }

  /// `2.5 USD for 1M`
  package var priceText: String { "\(price.exactText) \(currency) for \(unit.rawValue)" }

  /// `gpt-4o (global)`
  package var conditionsText: String { PriceConditions(self).apartFromMeter }

  /// For a sentence: `input of gpt-4o (global)`.
  package var subject: String { PriceConditions(self).description }
}

extension PriceRow: DatedRow {
  var key: PriceConditions { PriceConditions(self) }
  var terms: String { priceText }

  func saysTheSame(as other: PriceRow) -> Bool { unitPrice == other.unitPrice && currency == other.currency }

  func during(_ span: DatedSpan) -> PriceRow {
    var row = self
    row.span = span
    return row
  }
}
