import ChargebackModel

/// So many percent off the list price, for some time.
///
///     gpt-4o,global,input,7.5,2026-10-01,,agreement 4711
///
/// A condition that is nil holds for any value.
package struct Discount: Hashable, Sendable {
  package let model: String?
  package let deploymentType: DeploymentType?
  package let meter: Meter?
  /// As it was written: a plain decimal from 0 to 100 with at most four decimals.
  package let percent: String
  /// What is left of the list price: 0.925 of 7.5 percent off.
  package let factor: Factor
  package private(set) var span: DatedSpan
  /// Who says so: a contract, an agreement's number.
  package let source: String
  /// Where the row was read.
  package var place: PriceRow.Place

  /// - Throws: when `percent` is no discount, or the model's name has a version in it.
  package init(
    model: String? = nil, deploymentType: DeploymentType? = nil, meter: Meter? = nil, percent: String,
    span: DatedSpan = DatedSpan(), source: String, place: PriceRow.Place
  ) throws(PriceRefusal) {
    guard let factor = Factor(withoutPercent: percent) else {
      throw PriceRefusal("percent \"\(percent)\" is not a decimal from 0 to 100 with at most four decimals such as 7.5")
    }
    let name = ModelName(snapshot: model ?? "")
    if let version = name.modelVersion {
      throw PriceRefusal("a discount is for all versions of a model: write \(name.model) without \(version)")
    }
    self.model = name.model.isEmpty ? nil : name.model
    self.deploymentType = deploymentType
    self.meter = meter
    self.percent = percent
    self.factor = factor
    self.span = span
    self.source = source
    self.place = place
  }
}

extension Discount: DatedRow {
  /// What a discount is for, time apart.
  struct Key: Hashable {
    let model: String?
    let deploymentType: DeploymentType?
    let meter: Meter?
  }

  var key: Key { Key(model: model, deploymentType: deploymentType, meter: meter) }
  package var subject: String { key.description }
  var terms: String { "\(percent) %" }
  func saysTheSame(as other: Discount) -> Bool { factor == other.factor }

  func during(_ span: DatedSpan) -> Discount {
    var row = self
    row.span = span
    return row
  }
}

extension Discount.Key {
  var filledConditions: Int { (model == nil ? 0 : 1) + (deploymentType == nil ? 0 : 1) + (meter == nil ? 0 : 1) }

  func applies(to sku: SKU, _ meter: Meter) -> Bool {
    (model == nil || model == sku.model) && (deploymentType == nil || deploymentType == sku.deploymentType)
      && (self.meter == nil || self.meter == meter)
  }

  /// What both are for; nil if nothing is.
  func common(_ other: Discount.Key) -> Discount.Key? {
    func agree<Value: Equatable>(_ a: Value?, _ b: Value?) -> Bool { a == nil || b == nil || a == b }
    guard agree(model, other.model), agree(deploymentType, other.deploymentType), agree(meter, other.meter) else {
      return nil
    }
    return Discount.Key(
      model: model ?? other.model, deploymentType: deploymentType ?? other.deploymentType, meter: meter ?? other.meter)
  }

  /// For a sentence: `the discount on input of gpt-4o (global)`, `the discount on everything`.
  var description: String {
    let name = [meter?.rawValue, model].compactMap { $0 }.joined(separator: " of ")
    let type = deploymentType.map { " (\($0.rawValue))" } ?? ""
    return "the discount on " + (name.isEmpty ? "everything" : name) + type
  }
}
