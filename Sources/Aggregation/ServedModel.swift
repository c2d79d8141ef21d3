import ChargebackModel

/// Which model answered a call, and how its deployment is sold. Never by resemblance.
struct ServedModel: Hashable {
  let model: String?
  let modelVersion: String?
  let deployment: String?
  /// Nil where no list says.
  let deploymentType: DeploymentType?

  /// In this order: the snapshot that the service named in its header; the body's model, which may be a deployment's alias;
  /// the service's own record; the list of deployments.
  init(_ profile: CallProfile, _ deployments: Deployments, at moment: Instant) {
    let resource = profile[.resource]
    let body = profile[.bodyModel]
    let alias = body.flatMap { deployments.entry($0, resource: resource, at: moment) }
    let named = profile[.deployment] ?? (alias != nil ? body?.lowercased() : nil)
    let listed = named.flatMap { deployments.entry($0, resource: resource, at: moment) }
    let recorded = profile[.serviceModel].map { ModelName(model: $0, modelVersion: profile[.serviceModelVersion]) }

    let name: ModelName?
    if let served = profile[.servedModel] {
      name = ModelName(snapshot: served)
    } else if let body {
      if let alias {
        name = ModelName(model: alias.model, modelVersion: alias.modelVersion)
      } else if let recorded, body.lowercased() == profile[.deployment] {
        // The body repeats the deployment's name, and the service says what that is.
        name = recorded
      } else {
        name = ModelName(snapshot: body)
      }
    } else {
      name = recorded ?? listed.map { ModelName(model: $0.model, modelVersion: $0.modelVersion) }
    }
    model = name?.model
    let known = [recorded, listed.map { ModelName(model: $0.model, modelVersion: $0.modelVersion) }]
    modelVersion =
      name?.modelVersion ?? known.first { $0?.model == name?.model && $0?.modelVersion != nil }??.modelVersion
    deployment = named
    let version = modelVersion
    deploymentType =
      (listed ?? alias)?.deploymentType
      ?? name.flatMap { deployments.type(ofModel: $0.model, version: version, resource: resource, at: moment) }
  }
}
