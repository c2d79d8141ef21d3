import ChargebackModel

/// Who made a call, at a moment.
struct Identity: Hashable {
  let objectId: String?
  let app: String?
  let team: String?
  let costCentre: String?

  /// The caller is whom the gateway saw. The service's identity counts where the gateway saw none. An id that the
  /// directory knows as a gateway's own is nobody, whoever saw it.
  init(_ profile: CallProfile, _ directory: Directory, at moment: Instant) {
    func caller(_ fact: Fact) -> String? {
      profile[fact].flatMap { directory.entry(.gateway, $0, at: moment) == nil ? $0 : nil }
    }
    let others: [Fact] = [.appId, .apiKey, .subscriptionId]
    let sawNobody = others.allSatisfy { profile[$0] == nil }
    objectId = caller(.objectId) ?? (sawNobody ? caller(.serviceObjectId) : nil)
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
