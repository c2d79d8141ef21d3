/// What a price depends on, apart from the moment and the meter.
package struct SKU: Hashable, Sendable {
  package var model: String
  package var modelVersion: String?
  package var deploymentType: DeploymentType
  /// Azure's short name, as `Region.normalise` gives it.
  package var region: String?
  /// `default`, `priority` or `flex`; a call that names none is `default`.
  package var serviceTier: String

  package init(
    model: String, modelVersion: String? = nil, deploymentType: DeploymentType = .global, region: String? = nil,
    serviceTier: String = "default"
  ) {
    self.model = model
    self.modelVersion = modelVersion
    self.deploymentType = deploymentType
    self.region = region
    self.serviceTier = serviceTier
  }

  /// For a sentence: `gpt-4o 2024-08-06 (global, eastus)`.
  package var description: String {
    let conditions = [deploymentType.rawValue, region, serviceTier == "default" ? nil : serviceTier].compactMap { $0 }
    return [model, modelVersion].compactMap { $0 }.joined(separator: " ") + " (" + conditions.joined(separator: ", ")
      + ")"
  }
}
