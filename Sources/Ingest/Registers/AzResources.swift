import ChargebackModel

/// Reads the output of `az cognitiveservices account list -o json`: for each account `name`, `location`, `kind`,
/// `sku.name`, and of its `properties` `endpoint`, `endpoints`, `customSubDomainName` and `disableLocalAuth`.
///
/// Source: Microsoft Learn, REST "Cognitive Services accounts - List", type AccountProperties. It bears no dates: what it
/// says holds since ever, until a dated list says more. Keys of accounts are in no such list.
enum AzResources {
  static func parse(_ text: String, path: String) -> RegisterTable<ResourceEntry> {
    var table = RegisterTable<ResourceEntry>()
    let parser = JSONParser()
    do throws(JSONParser.Malformed) {
      let root = try parser.parse(text)
      let list = root.member("value") ?? root
      for (index, item) in list.elements.enumerated() {
        do throws(Rejection) {
          table.entries += try entries(item).map { ($0, index + 1) }
        } catch {
          table.problems.append(Issue(error.code, path: path, place: "account \(index + 1)", error.message))
        }
      }
      if !list.isArray { table.problems.append(Issue(.malformed, path: path, "the file is no list of accounts")) }
    } catch {
      table.problems.append(Issue(.malformed, path: path, "the file is not valid JSON: \(error.reason)"))
    }
    return table
  }

  /// One entry for each host of an account.
  private static func entries(_ item: JSONValue) throws(Rejection) -> [ResourceEntry] {
    guard let name = item.member("name")?.string, let properties = item.member("properties") else {
      throw Rejection(.malformed, "the record has no name or no properties")
    }
    guard properties.member("model") == nil else {
      throw Rejection(.malformed, "the record is a deployment: `chargeback deployments import` reads it")
    }
    let keysAllowed = try keysAllowed(properties.member("disableLocalAuth"))
    let found = hosts(properties)
    return (found.isEmpty ? [nil] : found.map(Optional.some)).map { host in
      ResourceEntry(
        resource: name, host: host, region: item.member("location")?.string.map(Region.normalise),
        keysAllowed: keysAllowed, kind: item.member("kind")?.string,
        sku: item.member("sku")?.member("name")?.string)
    }
  }

  private static func keysAllowed(_ disabled: JSONValue?) throws(Rejection) -> ResourceEntry.KeySetting {
    guard let disabled, !disabled.isNull else { return .byDefault }
    guard let isDisabled = disabled.bool else {
      throw Rejection(.impossibleValue, "properties.disableLocalAuth is neither true nor false")
    }
    return isDisabled ? .no : .yes
  }

  /// Hosts of the account alone, sorted: its endpoint, unless all accounts of the region share it, and those of its
  /// endpoints that bear its own name.
  private static func hosts(_ properties: JSONValue) -> [String] {
    func host(_ text: String?) -> String? {
      let host = text.map { RequestURL($0).host.lowercased() } ?? ""
      return host.isEmpty || AzureAddress.isShared(host) ? nil : host
    }
    let own = properties.member("customSubDomainName")?.string?.lowercased()
    let others = (properties.member("endpoints")?.members ?? []).compactMap { host($0.value.string) }
      .filter { host in own.map { host.hasPrefix($0 + ".") } ?? false }
    return Set([host(properties.member("endpoint")?.string)].compactMap { $0 } + others).sorted()
  }
}
