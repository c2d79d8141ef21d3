import ChargebackModel
import Store

/// A failed attempt at a call that was tried again: the call itself counts as its last attempt.
struct FailedAttempt {
  let call: ScannedCall
  /// By which `CallGroups` knows what the attempt and its call say together.
  let profileId: Int64
  /// Milliseconds since 1970 UTC.
  let time: Int64
  /// Whether the call's last attempt was at another account, deployment or region.
  let wasLeft: Bool
}

/// Tells the failed attempts of calls, each as a call of its own profile.
struct FailedAttempts {
  private struct Key: Hashable {
    let profileId: Int64
    let facts: [String?]
  }

  private var ids: [Key: Int64] = [:]

  /// Hands over the failed attempts at calls of a period, but those that are the last of theirs.
  mutating func read(
    _ store: Store, _ period: Period, _ basis: CallBasis, _ groups: inout CallGroups,
    _ take: (FailedAttempt, inout CallGroups) -> Void
  ) throws(StoreFailure) {
    var open: (call: ScannedCall, attempts: [Attempt])?
    try store.scanAttempts(in: period) { call, attempt in
      if open?.call.id != call.id {
        if let open { tell(open.call, open.attempts, &groups, take) }
        open = basis.holdsCopy(call.id) ? nil : (call, [])
      }
      open?.attempts.append(attempt)
    }
    if let open { tell(open.call, open.attempts, &groups, take) }
  }

  private mutating func tell(
    _ call: ScannedCall, _ attempts: [Attempt], _ groups: inout CallGroups,
    _ take: (FailedAttempt, inout CallGroups) -> Void
  ) {
    guard let profile = groups.profile(call.profileId) else { return }
    for attempt in FailedAttempts.before(profile, attempts) {
      let facts = [attempt.statusCode, attempt.resource, attempt.deployment, attempt.region]
      let key = Key(profileId: call.profileId, facts: facts)
      let id = ids[key] ?? groups.add(profile.at(attempt))
      ids[key] = id
      take(
        FailedAttempt(
          call: call, profileId: id, time: attempt.time?.milliseconds ?? call.time,
          wasLeft: attempt.isElsewhere(profile)),
        &groups)
    }
  }

  /// The attempts before the last. Gateway and service may each tell of the same ones: whoever tells of more is believed.
  private static func before(_ profile: CallProfile, _ all: [Attempt]) -> [Attempt] {
    let gateway = all.filter { $0.teller == .gateway }
    let service = all.filter { $0.teller == .service }
    var attempts = gateway.count > service.count ? gateway : service
    // A call that failed for good ended with one of them.
    let status = profile[.statusCode]
    guard status == nil || Attempt.isTriedAgain(after: status) else { return attempts }
    let last = attempts.lastIndex { $0.statusCode == status && !$0.isElsewhere(profile) }
    attempts.remove(at: last ?? attempts.count - 1)
    return attempts
  }
}

extension Attempt {
  /// Whether it was made at another place than the one that the call's profile names.
  fileprivate func isElsewhere(_ profile: CallProfile) -> Bool {
    [(resource, Fact.resource), (deployment, .deployment), (region, .region)].contains { own, fact in
      own != nil && profile[fact] != nil && own != profile[fact]
    }
  }
}

extension CallProfile {
  /// What the attempt says, and of everything else what its call says.
  fileprivate func at(_ attempt: Attempt) -> CallProfile {
    let own: [Fact: String?] = [
      .statusCode: attempt.statusCode, .resource: attempt.resource, .deployment: attempt.deployment,
      .region: attempt.region,
    ]
    var profile = CallProfile()
    profile.sides = sides
    profile.sources = sources
    profile.gatewayCarriesKey = gatewayCarriesKey
    for fact in Fact.allCases {
      // Without a status of its own nobody knows how it failed; the call's is another attempt's.
      let value = own[fact].flatMap(\.self) ?? (fact == .statusCode ? nil : self[fact])
      profile.state(fact, value, ranked(fact)?.authority ?? .hint)
    }
    return profile
  }
}
