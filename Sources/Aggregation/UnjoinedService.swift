import ChargebackModel
import Store

/// Which of the service's records are twins of gateway calls that no key can join to them.
///
/// A policy that captures no `apim-request-id` leaves two records of each call that cannot be told to be one. Counting
/// both would count the call twice; so for a resource whose gateway calls carry no key, records that only the service
/// has are left out of the rows. Where the gateway does capture the key, such a record is a call that went around it.
/// Where the gateway began to capture it later, the first captured key divides the two.
struct UnjoinedService {
  /// The first moment from which a resource's service records can be joined; nil is never.
  private var joinableFrom: [String: Instant?] = [:]
  /// Moments at which the answer changes, sorted.
  let edges: [Instant]

  /// - Parameter profiles: all that calls have.
  init(_ store: Store, _ profiles: [Int64: CallProfile], _ resources: Resources) throws(StoreFailure) {
    var keyless: Set<String> = []
    var keyed: [String: [Int64]] = [:]
    var accounts: [String: Set<String>] = [:]
    for (id, profile) in profiles {
      guard profile.sides.contains(.gateway), let name = profile[.resource] else { continue }
      let known = accounts[name] ?? resources.accounts(everCalled: name)
      accounts[name] = known
      for resource in known {
        if profile.gatewayCarriesKey { keyed[resource, default: []].append(id) } else { keyless.insert(resource) }
      }
    }
    let mixed = keyless.flatMap { keyed[$0] ?? [] }
    let times = mixed.isEmpty ? [:] : try store.firstTimes(of: Set(mixed))
    for resource in keyless {
      joinableFrom[resource] = .some(keyed[resource].flatMap { $0.compactMap { times[$0] }.min() })
    }
    edges = Set(joinableFrom.values.compactMap { $0 }).sorted()
  }

  /// Whether no key joins this resource's service records, at a moment, to its gateway's calls.
  func isUnjoined(_ resource: String, at moment: Instant) -> Bool {
    guard let from = joinableFrom[resource] else { return false }
    return from.map { moment < $0 } ?? true
  }

  /// Whether such a record, at a moment, may be the twin of a call that is counted already.
  func isTwin(_ profile: CallProfile, at moment: Instant) -> Bool {
    guard profile.sides == .service, let resource = profile[.resource] else { return false }
    return isUnjoined(resource, at: moment)
  }

  /// Whether the resource's gateways write calls with the key and calls without.
  func isMixed(_ resource: String) -> Bool { (joinableFrom[resource] ?? nil) != nil }
}
