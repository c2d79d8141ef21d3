import ChargebackModel

/// Who made a call, at a moment.
struct Identity: Hashable {
  let objectId: String?
  let app: String?
  let team: String?
  let costCentre: String?

  /// The caller is whom the gateway saw. The service's identity counts where the gateway saw none, unless the directory
  /// knows it as a gateway's own.
  init(_ profile: CallProfile, _ directory: Directory, at moment: Instant) {
    let seen: [Fact] = [.appId, .objectId, .apiKey, .subscriptionId]
    if let objectId = profile[.objectId] {
      self.objectId = objectId
    } else if !seen.contains(where: { profile[$0] != nil }), let objectId = profile[.serviceObjectId],
      directory.entry(.gateway, objectId, at: moment) == nil
    {
      self.objectId = objectId
    } else {
      objectId = nil
    }
    // The application answers for a call before the person who used it.
    let ids: [(DirectoryEntry.Kind, String?)] = [
      (.appId, profile[.appId]), (.apiKey, profile[.apiKey]), (.subscriptionId, profile[.subscriptionId]),
      (.productId, profile[.productId]), (.objectId, objectId),
    ]
    let entries = ids.compactMap { kind, id in id.flatMap { directory.entry(kind, $0, at: moment) } }
    app = entries.first { $0.name != nil }?.name ?? profile[.appId]
    team = entries.first { $0.team != nil }?.team
    costCentre = entries.first { $0.costCentre != nil }?.costCentre
  }
}
