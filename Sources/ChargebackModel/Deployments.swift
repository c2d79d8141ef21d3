/// What a deployment is at a moment.
package struct Deployments: Sendable {
  private let entries: [String: [DeploymentEntry]]
  private let models: [String: [DeploymentEntry]]
  /// Moments at which some entry begins or ends, sorted.
  package let edges: [Instant]

  package init(_ entries: [DeploymentEntry]) {
    self.entries = Dictionary(grouping: entries, by: \.deployment)
    models = Dictionary(grouping: entries, by: \.model)
    edges = Set(entries.flatMap(\.span.edges)).sorted()
  }

  /// The entry of that very resource, else one for any resource. A call whose resource nobody knows is matched only where
  /// all resources agree on what the name means.
  package func entry(_ deployment: String, resource: String?, at moment: Instant) -> DeploymentEntry? {
    let inForce = (entries[deployment.lowercased()] ?? []).filter { $0.span.contains(moment) }
    guard let resource = resource?.lowercased() else {
      let meanings = Set(inForce.map { [$0.model, $0.modelVersion ?? "", $0.deploymentType?.rawValue ?? ""] })
      return meanings.count == 1 ? inForce.first : nil
    }
    return inForce.first { $0.resource == resource } ?? inForce.first { $0.resource == nil }
  }

  /// How a model is deployed where a call names its model but not its deployment: known only if every deployment that can
  /// have answered, those of the resource if it is known, is of one type.
  package func type(
    ofModel model: String, version: String?, resource: String?, at moment: Instant
  ) -> DeploymentType? {
    let candidates = (models[model] ?? []).filter { entry in
      entry.span.contains(moment) && (version == nil || entry.modelVersion == nil || entry.modelVersion == version)
        && (resource == nil || entry.resource == nil || entry.resource == resource?.lowercased())
    }
    let types = Set(candidates.map(\.deploymentType))
    return types.count == 1 ? types.first! : nil
  }
}
