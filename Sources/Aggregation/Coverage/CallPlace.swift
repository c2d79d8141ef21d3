/// Where a call went and what it asked for: what a gateway's call and the service's record of it have in common.
struct CallPlace: Hashable, Comparable {
  let resource: String?
  let deployment: String?
  let model: String?
  /// By Azure's operation id; names of other kinds are no help.
  let operation: String?

  init(_ call: ResolvedCall) {
    resource = call.profile[.resource]
    deployment = call.served.deployment
    model = call.served.model
    let name = call.profile[.operation]
    operation = name?.contains("_") == true ? name : nil
  }

  /// Whether a gateway's call to this place may be one that the service saw at another: nothing that both know differs.
  /// The deployment decides; only where one of them does not tell it, the model.
  func mayBe(_ service: CallPlace) -> Bool {
    func agree(_ a: String?, _ b: String?) -> Bool { a == nil || b == nil || a == b }
    let names =
      deployment == nil || service.deployment == nil ? (model, service.model) : (deployment, service.deployment)
    return agree(resource, service.resource) && agree(names.0, names.1) && agree(operation, service.operation)
  }

  private var names: [String?] { [resource, deployment, model, operation] }
  private var known: Int { names.count { $0 != nil } }

  /// What is told in more detail comes first.
  static func < (a: CallPlace, b: CallPlace) -> Bool {
    a.known == b.known ? UsageTable.precedes(a.names, b.names) : a.known > b.known
  }
}
