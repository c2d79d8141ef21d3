/// What a deployment is, for a span of time: an alias may be pointed at another model.
package struct DeploymentEntry: Hashable, Sendable {
  /// The account's name in lower case; nil for any.
  package let resource: String?
  /// The deployment's name in lower case, as Azure compares it.
  package let deployment: String
  package let model: String
  package let modelVersion: String?
  package let deploymentType: DeploymentType?
  /// Provisioned throughput units or capacity, as Azure counts it.
  package let units: Int64?
  package let span: DatedSpan

  package init(
    resource: String? = nil, deployment: String, model: String, modelVersion: String? = nil,
    deploymentType: DeploymentType? = nil, units: Int64? = nil, span: DatedSpan = DatedSpan()
  ) {
    let name = modelVersion == nil ? ModelName(snapshot: model) : ModelName(model: model, modelVersion: modelVersion)
    self.resource = resource?.lowercased()
    self.deployment = deployment.lowercased()
    self.model = name.model
    self.modelVersion = name.modelVersion?.lowercased()
    self.deploymentType = deploymentType
    self.units = units
    self.span = span
  }
}
