import ChargebackModel

/// A profile with everything that the registers add to it, at a moment.
struct ResolvedCall {
  let profile: CallProfile
  let identity: Identity
  let served: ServedModel

  init(_ profile: CallProfile, _ books: Books, at moment: Instant) {
    let profile = books.resources.settled(profile, at: moment)
    self.init(settled: profile, ServedModel(profile, books.deployments, at: moment), books, at: moment)
  }

  /// - Parameter profile: with what the register of resources knows.
  init(settled profile: CallProfile, _ served: ServedModel, _ books: Books, at moment: Instant) {
    self.profile = profile
    identity = Identity(profile, books.directory, at: moment)
    self.served = served
  }

  /// What to look up in the price book; nil where nobody knows the model.
  var sku: SKU? {
    served.model.map { model in
      SKU(
        model: model, modelVersion: served.modelVersion, deploymentType: sold(served.deploymentType ?? .global),
        region: profile[.region], serviceTier: profile[.serviceTier] ?? "default")
    }
  }

  /// A line of a batch job is sold by the batch form of its deployment's type.
  private func sold(_ type: DeploymentType) -> DeploymentType { profile[.batch] == "true" ? type.batchForm : type }

  /// Azure charges nothing for calls that it refused: 401 and 429.
  /// Source: Microsoft Learn, "Plan to manage costs for Azure OpenAI", on HTTP error responses.
  var isRefused: Bool { ["401", "429"].contains(profile[.statusCode]) }

  /// The value of a dimension, but for those of time and of the call's own usage.
  func value(_ dimension: Dimension) -> String? {
    switch dimension {
    case .objectId: identity.objectId
    case .appId: profile[.appId]
    case .apiKey: profile[.apiKey]
    case .subscriptionId: profile[.subscriptionId]
    case .productId: profile[.productId]
    case .callerIp: profile[.callerIp]
    case .app: identity.app
    case .team: identity.team
    case .costCentre: identity.costCentre
    case .resource: profile[.resource]
    case .deployment: served.deployment
    case .deploymentType: served.deploymentType.map { sold($0).rawValue }
    case .model: served.model
    case .modelVersion: served.modelVersion
    case .region: profile[.region]
    case .operation: profile[.operation]
    case .statusCode: profile[.statusCode]
    case .stream: profile[.stream]
    case .origin: origin
    case .credential: credential
    case .usageSource, .hour, .hourOfDay, .day, .month: nil
    }
  }

  /// How the caller signed in: as the service saw it, else as the gateway saw it. The service notes an `objectId` for each
  /// call but those with an API key.
  private var credential: String? {
    if profile.sides.contains(.service) { return profile[.serviceObjectId] == nil ? "apiKey" : "entra" }
    if profile[.apiKey] != nil { return "apiKey" }
    return profile[.objectId] == nil && profile[.appId] == nil ? nil : "entra"
  }

  /// Whether the service gave an answer, as far as anybody tells.
  var isAnswered: Bool { profile[.statusCode].map { $0.hasPrefix("2") } ?? true }

  /// Whether the service could not serve the call, so that a gateway may have tried again: 408, 429 or 5xx.
  var isWorthRepeating: Bool {
    profile[.statusCode].map { ["408", "429"].contains($0) || $0.hasPrefix("5") } ?? false
  }

  private var origin: String {
    switch profile.sides {
    case .gateway: "gateway"
    case .service: "service"
    default: "both"
    }
  }
}
