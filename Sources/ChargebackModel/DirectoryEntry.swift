/// Who an id is, for a span of time: people change teams.
package struct DirectoryEntry: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case objectId, appId, apiKey, subscriptionId, productId
    /// An objectId that a gateway uses towards the service: never a caller.
    case gateway
  }

  package let kind: Kind
  /// In lower case.
  package let id: String
  package let name: String?
  package let team: String?
  package let costCentre: String?
  package let owner: String?
  package let span: DatedSpan

  package init(
    kind: Kind, id: String, name: String? = nil, team: String? = nil, costCentre: String? = nil, owner: String? = nil,
    span: DatedSpan = DatedSpan()
  ) {
    self.kind = kind
    self.id = id.lowercased()
    self.name = name
    self.team = team
    self.costCentre = costCentre
    self.owner = owner
    self.span = span
  }
}
