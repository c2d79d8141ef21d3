import ChargebackModel

/// Reads a list of accounts: our CSV, or the output of `az cognitiveservices account list -o json`.
package enum ResourceTable {
  package static let columns = [
    "resource", "host", "region", "keysAllowed", "kind", "sku", "effectiveFrom", "effectiveTo",
  ]

  package static func parse(_ text: String, path: String) -> RegisterTable<ResourceEntry> {
    let start = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
    if start == "[" || start == "{" { return AzResources.parse(text, path: path) }
    return RegisterTable(csv: text, path: path, columns: columns, required: ["resource"]) { cells throws(Rejection) in
      ResourceEntry(
        resource: try cells.required("resource"), host: try host(cells["host"]),
        region: cells["region"].map(Region.normalise), keysAllowed: try keysAllowed(cells["keysAllowed"]),
        kind: cells["kind"], sku: cells["sku"], span: try cells.span())
    }
  }

  /// Adds entries that are already known, and finds those that cannot both be true: a host that leads to two accounts at one
  /// moment, or an account with two regions, settings, kinds or SKUs.
  package static func join(
    _ known: [ResourceEntry], _ new: RegisterTable<ResourceEntry>, path: String
  ) -> RegisterTable<ResourceEntry> {
    var all = new
    let fresh = new.entries.filter { !known.contains($0.entry) }
    all.entries = known.map { ($0, 0) }
    for (entry, line) in fresh where !all.entries.contains(where: { $0.entry == entry }) {
      if let old = all.entries.first(where: { $0.entry.contradicts(entry) }) {
        let place = old.line == 0 ? "a row in the database" : "line \(old.line)"
        let name = old.entry.resource == entry.resource ? entry.resource : entry.host ?? ""
        let message = "\(name) stands in \(place) with other values for the same time"
        all.problems.append(Issue(.contradiction, path: path, place: "\(line)", message))
      }
      all.entries.append((entry, line))
    }
    return all
  }

  private static func host(_ text: String?) throws(Rejection) -> String? {
    guard let text else { return nil }
    let host = RequestURL(text).host
    guard !host.isEmpty, !AzureAddress.isShared(host) else {
      throw Rejection(.impossibleValue, "host \"\(text)\" is no host of one account")
    }
    return host
  }

  private static func keysAllowed(_ text: String?) throws(Rejection) -> ResourceEntry.KeySetting? {
    guard let text else { return nil }
    if let setting = ResourceEntry.KeySetting(rawValue: text.lowercased()) { return setting }
    let words = ResourceEntry.KeySetting.allCases.map(\.rawValue).joined(separator: ", ")
    throw Rejection(.impossibleValue, "keysAllowed \"\(text)\" is none of \(words)")
  }
}
