import ChargebackModel

/// Reads the output of `az cognitiveservices account deployment list -o json`: for each deployment `name`, `id`,
/// `sku.name`, `sku.capacity`, `properties.model.name` and `.version`.
///
/// It bears no dates: what it says holds since ever, until a dated list says more.
enum AzDeployments {
  static func parse(_ text: String, path: String) -> RegisterTable<DeploymentEntry> {
    AzList.parse(text, path: path, of: "deployment") { item throws(Rejection) in try [entry(item)] }
  }

  private static func entry(_ item: JSONValue) throws(Rejection) -> DeploymentEntry {
    let model = item.member("properties")?.member("model")
    guard let name = item.member("name")?.string, let modelName = model?.member("name")?.string else {
      throw Rejection(.malformed, "the record has no name or no properties.model.name")
    }
    let resource = item.member("id")?.string.flatMap { id in
      AzureAddress.resource(ofId: String(id.lowercased().split(separator: "/deployments/").first ?? ""))
    }
    return DeploymentEntry(
      resource: resource, deployment: name, model: modelName, modelVersion: model?.member("version")?.string,
      deploymentType: try DeploymentTable.type(item.member("sku")?.member("name")?.string),
      units: item.member("sku")?.member("capacity")?.integer)
  }
}
