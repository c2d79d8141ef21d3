import ChargebackModel

/// Reads a directory: who an objectId, an appId, a key, a subscription or a product is.
package enum DirectoryTable {
  package static let columns = ["kind", "id", "name", "team", "costCentre", "owner", "effectiveFrom", "effectiveTo"]

  package static func parse(_ text: String, path: String) -> RegisterTable<DirectoryEntry> {
    RegisterTable(csv: text, path: path, columns: columns, required: ["kind", "id"]) { cells throws(Rejection) in
      let kind = try cells.required("kind")
      guard let kind = DirectoryEntry.Kind(rawValue: kind) else {
        let kinds = DirectoryEntry.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw Rejection(.impossibleValue, "kind \"\(kind)\" is none of \(kinds)")
      }
      return DirectoryEntry(
        kind: kind, id: try cells.required("id"), name: cells["name"], team: cells["team"],
        costCentre: cells["costCentre"], owner: cells["owner"], span: try cells.span())
    }
  }

  /// Adds entries that are already known, and finds ids that would stand twice at one moment.
  package static func join(
    _ known: [DirectoryEntry], _ new: RegisterTable<DirectoryEntry>, path: String
  ) -> RegisterTable<DirectoryEntry> {
    var all = new
    all.entries = known.map { ($0, 0) } + new.entries.filter { !known.contains($0.entry) }
    all.checkOverlaps(path: path, id: { "\($0.kind.rawValue) \($0.id)" }, span: \.span)
    return all
  }
}
