/// Who is behind an id at a moment.
package struct Directory: Sendable {
  private struct Key: Hashable {
    let kind: DirectoryEntry.Kind
    let id: String
  }
  private let entries: [Key: [DirectoryEntry]]
  /// Moments at which some entry begins or ends, sorted.
  package let edges: [Instant]

  package init(_ entries: [DirectoryEntry]) {
    self.entries = Dictionary(grouping: entries) { Key(kind: $0.kind, id: $0.id) }
    edges = Set(entries.flatMap(\.span.edges)).sorted()
  }

  package func entry(_ kind: DirectoryEntry.Kind, _ id: String, at moment: Instant) -> DirectoryEntry? {
    // Asked for several ids of each caller, and many have no directory.
    if entries.isEmpty { return nil }
    return entries[Key(kind: kind, id: id.lowercased())]?.first { $0.span.contains(moment) }
  }
}
