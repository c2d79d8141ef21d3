/// What an account is, for a span of time: one of its hosts, its region, and whether keys open it.
package struct ResourceEntry: Hashable, Sendable {
  /// Whether the account takes API keys, which Azure calls local authentication.
  package enum KeySetting: String, CaseIterable, Hashable, Sendable {
    case yes
    case no
    /// Azure tells nothing of `disableLocalAuth`: then keys are taken.
    case byDefault = "default"

    /// As a report shows it.
    package var words: String { self == .byDefault ? "yes (default)" : rawValue }
  }

  /// The account's name in lower case.
  package let resource: String
  /// A host that leads to it, in lower case: of Azure, a custom domain, or a gateway's name for its backend.
  package let host: String?
  /// Short name.
  package let region: String?
  /// Nil where this row does not tell.
  package let keysAllowed: KeySetting?
  package let kind: String?
  package let sku: String?
  package let span: DatedSpan

  package init(
    resource: String, host: String? = nil, region: String? = nil, keysAllowed: KeySetting? = nil,
    kind: String? = nil, sku: String? = nil, span: DatedSpan = DatedSpan()
  ) {
    self.resource = resource.lowercased()
    self.host = host?.lowercased()
    self.region = region
    self.keysAllowed = keysAllowed
    self.kind = kind
    self.sku = sku
    self.span = span
  }

  /// Whether two rows that hold at one moment cannot both be true.
  package func contradicts(_ other: ResourceEntry) -> Bool {
    guard span.overlaps(other.span) else { return false }
    if resource != other.resource { return host != nil && host == other.host }
    func differ<Value: Equatable>(_ a: Value?, _ b: Value?) -> Bool { a != nil && b != nil && a != b }
    return differ(region, other.region) || differ(keysAllowed, other.keysAllowed) || differ(kind, other.kind)
      || differ(sku, other.sku)
  }
}
