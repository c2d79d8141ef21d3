/// Something that happened to an account, its keys or its deployments: who listed the keys, who changed a deployment.
package struct ResourceEvent: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case listKeys, regenerateKey, writeAccount, deleteAccount, writeDeployment, deleteDeployment
  }

  package let kind: Kind
  package let time: Instant
  /// The account's name in lower case.
  package let resource: String
  package let deployment: String?
  /// Who did it: an objectId, or a name where the log gives only that.
  package let actor: String?
  package let statusCode: String?
  /// The log's own id of the operation; a second record of it is the same event.
  package let operationId: String?

  package init(
    kind: Kind, time: Instant, resource: String, deployment: String? = nil, actor: String? = nil,
    statusCode: String? = nil, operationId: String? = nil
  ) {
    self.kind = kind
    self.time = time
    self.resource = resource.lowercased()
    self.deployment = deployment?.lowercased()
    self.actor = actor
    self.statusCode = statusCode
    self.operationId = operationId
  }
}
