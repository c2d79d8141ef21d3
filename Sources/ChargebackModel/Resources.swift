/// Which account is behind a host, and what it is, at a moment.
package struct Resources: Sendable {
  private let byName: [String: [ResourceEntry]]
  private let byHost: [String: [ResourceEntry]]
  /// Moments at which some entry begins or ends, sorted.
  package let edges: [Instant]

  package init(_ entries: [ResourceEntry]) {
    byName = Dictionary(grouping: entries, by: \.resource)
    var byHost: [String: [ResourceEntry]] = [:]
    for entry in entries {
      for name in Resources.names(ofHost: entry.host) { byHost[name, default: []].append(entry) }
    }
    self.byHost = byHost
    edges = Set(entries.flatMap(\.span.edges)).sorted()
  }

  /// A host of Azure is also known by its first part: readers of logs take `harbour-eu.openai.azure.com` for `harbour-eu`.
  private static func names(ofHost host: String?) -> [String] {
    guard let host else { return [] }
    guard host.hasSuffix(".azure.com") || host.hasSuffix(".azure.us"), let dot = host.firstIndex(of: ".") else {
      return [host]
    }
    return [host, String(host[..<dot])]
  }

  /// The account that a name or a host belongs to; nil where no entry says.
  package func account(_ name: String, at moment: Instant) -> String? {
    let name = name.lowercased()
    if byName[name] != nil { return name }
    return byHost[name]?.first { $0.span.contains(moment) }?.resource
  }

  /// All that a name may ever have been the name of; nothing for a host that no entry knows.
  package func accounts(everCalled name: String) -> Set<String> {
    if byName[name] != nil { return [name] }
    let known = Set((byHost[name] ?? []).map(\.resource))
    return known.isEmpty && !name.contains(".") ? [name] : known
  }

  package func region(of account: String, at moment: Instant) -> String? {
    byName[account]?.first { $0.region != nil && $0.span.contains(moment) }?.region
  }

  /// Nil where nobody has said.
  package func keysAllowed(_ account: String, at moment: Instant) -> ResourceEntry.KeySetting? {
    byName[account]?.first { $0.keysAllowed != nil && $0.span.contains(moment) }?.keysAllowed
  }

  /// A call's facts with the account's name in place of a host, and with its region where no record tells one. A backend's
  /// host that no entry knows names no account.
  package func settled(_ profile: CallProfile, at moment: Instant) -> CallProfile {
    guard let said = profile.ranked(.resource) else { return profile }
    var settled = profile
    let account = account(said.value, at: moment)
    if let account {
      if account != said.value { settled.settle(.resource, as: account) }
      if profile[.region] == nil { settled.state(.region, region(of: account, at: moment), .hint) }
    } else if said.authority == .hint, said.value.contains(".") {
      settled.settle(.resource, as: nil)
    }
    return settled
  }
}
