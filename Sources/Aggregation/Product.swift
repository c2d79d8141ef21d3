import ChargebackModel

/// What calls are priced as.
struct Product: Hashable {
  /// Nil where nobody knows the model.
  let sku: SKU?
  /// As it is sold; nil where no list says.
  let deploymentType: DeploymentType?
  let region: String?

  init(_ call: ResolvedCall) {
    sku = call.sku
    deploymentType = call.served.deploymentType == nil ? nil : call.sku?.deploymentType
    region = call.profile[.region]
  }

  /// Whether its price is looked up as that of a global deployment, for want of better knowledge.
  var isAssumedGlobal: Bool { sku != nil && deploymentType == nil }
}
