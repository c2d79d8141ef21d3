import ChargebackModel
import Yams

/// Reads a mapping file: YAML that tells which field of an organisation's own events says what.
///
///     name: our-gateway
///     kind: gateway                 # or service
///     when:                         # all must hold
///       - field: event
///         equals: call-finished     # a value or a list; without it, the field has to be there
///     time: {field: at, format: auto}
///     keys:
///       apimRequestId: headers["apim-request-id"]
///     fields:
///       appId: caller.application
///       inputTokens: usage.in
///     constants:
///       resource: our-account
///     answer: response.body         # the service's own answer, read as such
package struct MappingFile {
  /// Nil if there are problems.
  package private(set) var mapping: Mapping?
  package private(set) var problems: [Issue] = []
  private let path: String

  package init(_ yaml: String, path: String) {
    self.path = path
    do {
      if let root = try Yams.compose(yaml: yaml)?.mapping {
        let read = read(root)
        if problems.isEmpty { mapping = read }
      } else {
        refuse(nil, "the file holds no YAML mapping")
      }
    } catch let error as YamlError {
      problems.append(MappingFile.issue(error, path: path))
    } catch {
      refuse(nil, "the file is no YAML")
    }
  }

  private static let names = ["name", "summary", "kind", "when", "time", "keys", "fields", "constants", "answer"]
  private static let keyKinds: [String: CallKey.Kind] = [
    "messageId": .messageId, "apimRequestId": .apimRequestId, "responseId": .responseId,
  ]
  private static let durations = ["gatewayDurationMs", "serviceDurationMs"]

  private mutating func read(_ root: Node.Mapping) -> Mapping? {
    check(root, MappingFile.names, "name")
    guard let name = root["name"]?.scalar?.string, !name.isEmpty else {
      refuse(root["name"], "name is missing: the formats of reports and --format go by it")
      return nil
    }
    if SourceFormats.all.contains(where: { $0.name == name }) {
      refuse(root["name"], "\"\(name)\" is the name of a format that is built in")
    }
    var mapping = Mapping(name: name)
    mapping.summary = root["summary"]?.scalar?.string ?? mapping.summary
    switch root["kind"]?.scalar?.string {
    case "gateway": mapping.side = .gateway
    case "service": mapping.side = .service
    default: refuse(root["kind"], "kind is gateway or service: who wrote the events")
    }
    mapping.conditions = conditions(root["when"])
    readTime(root["time"], &mapping)
    for (key, value) in entries(root["keys"], Array(MappingFile.keyKinds.keys).sorted(), "key") {
      if let path = fieldPath(value) { mapping.keys.append((MappingFile.keyKinds[key]!, path)) }
    }
    readFields(root["fields"], &mapping)
    for (key, value) in entries(root["constants"], Fact.allCases.map(\.rawValue), "constant") {
      guard let text = value.scalar?.string, !text.isEmpty else {
        refuse(value, "\(key) is no plain value")
        continue
      }
      mapping.constants.append((Fact(rawValue: key)!, text))
    }
    if let answer = root["answer"] { mapping.answer = fieldPath(answer) }
    return mapping
  }

  // MARK: Parts

  private mutating func conditions(_ node: Node?) -> [Mapping.Condition] {
    guard let list = node?.sequence, !list.isEmpty else {
      refuse(node, "when is missing: a list of the fields by which these events are told from others")
      return []
    }
    return list.compactMap { item in
      guard let condition = item.mapping else {
        refuse(item, "an entry of when has a field and, if need be, equals")
        return nil
      }
      check(condition, ["field", "equals"], "name")
      guard let path = fieldPath(condition["field"] ?? item) else { return nil }
      let values = condition["equals"].map { $0.sequence.map(Array.init) ?? [$0] } ?? []
      return Mapping.Condition(path: path, values: values.compactMap { $0.scalar?.string })
    }
  }

  private mutating func readTime(_ node: Node?, _ mapping: inout Mapping) {
    guard let node else { return }
    guard let time = node.mapping else {
      mapping.time = fieldPath(node)
      return
    }
    check(time, ["field", "format"], "name")
    mapping.time = fieldPath(time["field"] ?? node)
    guard let format = time["format"] else { return }
    if let known = format.scalar.flatMap({ Mapping.TimeFormat(rawValue: $0.string) }) {
      mapping.timeFormat = known
    } else {
      let names = Mapping.TimeFormat.allCases.map(\.rawValue)
      refuse(format, MappingFile.unknown("time format", format.scalar?.string ?? "", names))
    }
  }

  private mutating func readFields(_ node: Node?, _ mapping: inout Mapping) {
    let names = Fact.allCases.map(\.rawValue) + UsageCount.allCases.map(\.rawValue) + MappingFile.durations
    for (key, value) in entries(node, names, "field") {
      guard let path = fieldPath(value) else { continue }
      if let fact = Fact(rawValue: key) {
        // The status first: it tells whose word the others are.
        mapping.facts.insert((fact, path), at: fact == .statusCode ? 0 : mapping.facts.count)
      } else if let count = UsageCount(rawValue: key) {
        mapping.counts.append((count, path))
      } else if key == "gatewayDurationMs" {
        mapping.gatewayDurationMs = path
      } else {
        mapping.serviceDurationMs = path
      }
    }
  }

  // MARK: Nodes

  /// The entries of a mapping whose names are known; the others are refused.
  private mutating func entries(_ node: Node?, _ names: [String], _ kind: String) -> [(String, Node)] {
    guard let node else { return [] }
    guard let mapping = node.mapping else {
      refuse(node, "a list of name: value is missing here")
      return []
    }
    check(mapping, names, kind)
    return mapping.compactMap { key, value in
      guard let name = key.scalar?.string, names.contains(name) else { return nil }
      return (name, value)
    }
  }

  private mutating func check(_ mapping: Node.Mapping, _ names: [String], _ kind: String) {
    for (key, _) in mapping {
      let name = key.scalar?.string ?? ""
      if !names.contains(name) { refuse(key, MappingFile.unknown(kind, name, names)) }
    }
  }

  private mutating func fieldPath(_ node: Node) -> FieldPath? {
    if let path = node.scalar.flatMap({ FieldPath($0.string) }) { return path }
    refuse(node, "a path to a field is missing here, such as usage.prompt_tokens or headers[\"x-app\"]")
    return nil
  }

  private static func unknown(_ kind: String, _ name: String, _ names: [String]) -> String {
    let meant = NearestName.of(name, among: names).map { "did you mean \($0)?" }
    return "unknown \(kind) \"\(name)\": \(meant ?? "there are \(names.joined(separator: ", "))")"
  }

  private mutating func refuse(_ node: Node?, _ message: String) {
    problems.append(Issue(.malformed, path: path, place: node?.mark.map { "\($0.line)" } ?? "", message))
  }

  private static func issue(_ error: YamlError, path: String) -> Issue {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return Issue(.malformed, path: path, place: "\(mark.line)", "the file is no YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      let line = context.mark.line
      return Issue(
        .malformed, path: path, place: "\(line)", "\(keys.map { "\($0)" }.joined(separator: ", ")) stands twice")
    default: return Issue(.malformed, path: path, "the file is no YAML")
    }
  }
}
