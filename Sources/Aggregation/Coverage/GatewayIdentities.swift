import ChargebackModel

/// The identities under which gateways call the service: those that the directory says, and those under which the service
/// saw calls whose caller the gateway knew to be another.
struct GatewayIdentities {
  private let seen: Set<String>
  private let directory: Directory

  init(_ profiles: some Sequence<CallProfile>, _ directory: Directory) {
    seen = Set(
      profiles.compactMap { profile in
        guard profile.sides == [.gateway, .service], let caller = profile[.objectId] else { return nil }
        return profile[.serviceObjectId].flatMap { $0 == caller ? nil : $0 }
      })
    self.directory = directory
  }

  func contain(_ profile: CallProfile, at moment: Instant) -> Bool {
    guard let id = profile[.serviceObjectId] else { return false }
    return seen.contains(id) || directory.entry(.gateway, id, at: moment) != nil
  }
}
