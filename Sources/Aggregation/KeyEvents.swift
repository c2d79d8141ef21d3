import ChargebackModel
import Store

/// Who listed or renewed the keys of accounts, and when: what the Activity Log and the service's `Audit` records tell.
/// Attempts that failed are left out.
struct KeyEvents {
  private let events: [String: [ResourceEvent]]
  private let directory: Directory

  init(_ store: Store, _ directory: Directory) throws(StoreFailure) {
    let done = try store.resourceEvents().filter { event in
      let isOfKeys = event.kind == .listKeys || event.kind == .regenerateKey
      return isOfKeys && (event.statusCode.map { $0.hasPrefix("2") || $0 == "Succeeded" } ?? true)
    }
    events = Dictionary(grouping: done, by: \.resource)
    self.directory = directory
  }

  /// Whether anybody is known to have listed the keys of this account.
  func tells(of resource: String) -> Bool { events[resource]?.contains { $0.kind == .listKeys } ?? false }

  /// Who listed the keys of an account before a moment.
  func listers(of resource: String, before moment: Instant) -> Set<String> {
    Set((events[resource] ?? []).filter { $0.kind == .listKeys && $0.time < moment }.map(name))
  }

  /// The last event of a kind: `2026-10-14T09:12:00Z by Lena Vogt`.
  func last(_ kind: ResourceEvent.Kind, of resource: String, before moment: Instant) -> String? {
    events[resource]?.last { $0.kind == kind && $0.time < moment }.map { "\($0.time.iso8601) by \(name($0))" }
  }

  /// A sentence for each account, kind of event and person.
  func notes(on resources: Set<String>, before moment: Instant) -> [String] {
    resources.sorted().flatMap { resource in
      let known = (events[resource] ?? []).filter { $0.time < moment }
      return Dictionary(grouping: known) { "\($0.kind == .listKeys ? "listed" : "renewed") by \(name($0))" }
        .sorted { $0.key < $1.key }.map { words, events in
          let (first, last) = (events.first!.time, events.last!.time)
          // Two logs tell of one event at moments that differ a little.
          let isOne = last < first.advanced(byMilliseconds: 60_000)
          let span = isOne ? "on \(first.iso8601)" : "first on \(first.iso8601), last on \(last.iso8601)"
          return "Keys of \(resource): \(words), \(span)."
        }
    }
  }

  private func name(_ event: ResourceEvent) -> String {
    guard let actor = event.actor else { return "unknown" }
    return directory.entry(.objectId, actor, at: event.time)?.name ?? actor
  }
}
