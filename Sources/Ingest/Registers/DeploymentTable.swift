import ChargebackModel

/// Reads a list of deployments: our CSV, or the output of `az cognitiveservices account deployment list -o json`.
package enum DeploymentTable {
  package static let columns = [
    "resource", "deployment", "model", "modelVersion", "deploymentType", "units", "effectiveFrom", "effectiveTo",
  ]

  package static func parse(_ text: String, path: String) -> RegisterTable<DeploymentEntry> {
    let start = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
    if start == "[" || start == "{" { return AzDeployments.parse(text, path: path) }
    return RegisterTable(
      csv: text, path: path, columns: columns, required: ["deployment", "model"]
    ) { cells throws(Rejection) in
      var units: Int64?
      if let text = cells["units"] {
        guard let count = Int64(text), count >= 0 else {
          throw Rejection(.impossibleValue, "units is no count of 0 or more")
        }
        units = count
      }
      return DeploymentEntry(
        resource: cells["resource"], deployment: try cells.required("deployment"), model: try cells.required("model"),
        modelVersion: cells["modelVersion"], deploymentType: try type(cells["deploymentType"]), units: units,
        span: try cells.span())
    }
  }

  /// Adds entries that are already known, and finds deployments that would stand twice at one moment.
  package static func join(
    _ known: [DeploymentEntry], _ new: RegisterTable<DeploymentEntry>, path: String
  ) -> RegisterTable<DeploymentEntry> {
    var all = new
    all.entries = known.map { ($0, 0) } + new.entries.filter { !known.contains($0.entry) }
    all.checkOverlaps(path: path, id: { "\($0.resource ?? "*")/\($0.deployment)" }, span: \.span)
    return all
  }

  static func type(_ text: String?) throws(Rejection) -> DeploymentType? {
    guard let text else { return nil }
    if let type = DeploymentType(text) { return type }
    let types = DeploymentType.allCases.map(\.rawValue).joined(separator: ", ")
    throw Rejection(.impossibleValue, "deploymentType \"\(text)\" is none of \(types), nor a SKU name of Azure")
  }
}
