import ChargebackModel

/// When a row applies, time apart. Two rows with the same conditions must not be in force together.
struct PriceConditions: Hashable, Comparable {
  let model: String
  let modelVersion: String?
  let deploymentType: DeploymentType?
  let region: String?
  let serviceTier: String?
  let inputTokensAbove: Int64
  let meter: Meter

  init(_ row: PriceRow) {
    model = row.model
    modelVersion = row.modelVersion
    deploymentType = row.deploymentType
    region = row.region
    serviceTier = row.serviceTier
    inputTokensAbove = row.inputTokensAbove
    meter = row.meter
  }

  /// In the order of the price table's columns; an empty cell comes first.
  static func < (a: PriceConditions, b: PriceConditions) -> Bool {
    if a.model != b.model { return a.model < b.model }
    if a.modelVersion != b.modelVersion { return a.modelVersion ?? "" < b.modelVersion ?? "" }
    if a.deploymentType != b.deploymentType {
      return a.deploymentType?.rawValue ?? "" < b.deploymentType?.rawValue ?? ""
    }
    if a.region != b.region { return a.region ?? "" < b.region ?? "" }
    if a.serviceTier != b.serviceTier { return a.serviceTier ?? "" < b.serviceTier ?? "" }
    return (a.inputTokensAbove, a.meter) < (b.inputTokensAbove, b.meter)
  }

  /// For a sentence: `input of gpt-4o 2024-08-06 (global, eastus)`.
  var description: String { "\(meter.rawValue) of \(apartFromMeter)" }

  /// `gpt-4o 2024-08-06 (global, eastus)`
  var apartFromMeter: String {
    let open = [deploymentType?.rawValue, region, serviceTier].compactMap { $0 }
    let above = inputTokensAbove == 0 ? [] : ["above \(inputTokensAbove) input tokens"]
    let name = [model, modelVersion].compactMap { $0 }.joined(separator: " ")
    let conditions = (open + above).joined(separator: ", ")
    return name + (conditions.isEmpty ? "" : " (\(conditions))")
  }
}
