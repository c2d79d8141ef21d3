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
    func entry(_ name: String) -> DeploymentEntry? { deployments.entry(name, resource: resource, at: moment) }
    let body = profile[.bodyModel]
    let recorded = profile[.serviceModel].map { ModelName(model: $0, modelVersion: profile[.serviceModelVersion]) }
    let own = profile[.deployment].flatMap(entry)
    let repeatsDeployment = body != nil && body?.lowercased() == profile[.deployment]
    // A body that names the model of its own deployment is no alias, even where another deployment is called like it.
    let ownModels = [recorded?.model, own?.model].compactMap { $0 }
    let namesModel = !repeatsDeployment && body.map { ownModels.contains(ModelName(snapshot: $0).model) } == true
    let alias = namesModel ? nil : body.flatMap(entry)
    let listed = profile[.deployment] == nil ? alias : own

    let name: ModelName?
    if let served = profile[.servedModel] {
      name = ModelName(snapshot: served)
    } else if let alias {
      name = ModelName(alias)
    } else if let body {
      // Where it repeats the deployment's name, the service says what that is.
      name = repeatsDeployment ? recorded ?? ModelName(snapshot: body) : ModelName(snapshot: body)
    } else {
      name = recorded ?? own.map(ModelName.init)
    }
    model = name?.model
    let known = [recorded, listed.map(ModelName.init)].compactMap { $0 }
    let version = name?.modelVersion ?? known.first { $0.model == name?.model && $0.modelVersion != nil }?.modelVersion
    // Azure writes both 1106-Preview and 1106-preview.
    modelVersion = version?.lowercased()
    deployment = profile[.deployment] ?? alias?.deployment
    if deployment != nil {
      deploymentType = listed?.deploymentType
    } else {
      deploymentType = name.flatMap {
        deployments.type(ofModel: $0.model, version: version?.lowercased(), resource: resource, at: moment)
      }
    }
  }
}

extension ModelName {
  fileprivate init(_ entry: DeploymentEntry) { self.init(model: entry.model, modelVersion: entry.modelVersion) }
}
