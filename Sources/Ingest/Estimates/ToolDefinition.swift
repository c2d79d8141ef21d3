/// A function that a request offers to the model, in the form of Chat (`tools`, `functions`), Responses or Anthropic.
struct ToolDefinition: Equatable {
  struct Property: Equatable {
    var name: String
    /// Several are joined by a bar.
    var type: String
    var summary: String
    var choices: [String]
    /// Of an object, or of the objects in a list.
    var properties: [Property]
  }

  var name: String
  var summary: String
  var properties: [Property]

  /// - Returns: nil where it is no function, such as a search that the service runs.
  init?(_ tool: Record) {
    let function = tool["function"]?.object ?? tool
    let type = tool["type"]?.text
    guard type == nil || type == "function" || type == "custom", let name = function["name"]?.text else { return nil }
    self.name = name
    summary = function["description"]?.text ?? ""
    let schema = (function["parameters"] ?? function["input_schema"])?.object
    properties = ToolDefinition.properties(of: schema, depth: 8)
  }

  private static func properties(of schema: Record?, depth: Int) -> [Property] {
    guard depth > 0, let members = schema?["properties"]?.object else { return [] }
    return members.names.compactMap { name in
      guard let member = members[name]?.object else { return nil }
      let type = member["type"]
      let own = member["properties"] == nil ? member["items"]?.object : member
      return Property(
        name: name, type: type?.text ?? type?.elements.compactMap(\.text).joined(separator: "|") ?? "",
        summary: member["description"]?.text ?? "", choices: (member["enum"]?.elements ?? []).compactMap(\.text),
        properties: properties(of: own, depth: depth - 1))
    }
  }
}
