import ChargebackModel
import Yams

/// Takes values out of YAML nodes and keeps what is wrong with them, each with its line.
struct SettingsNodes {
  private(set) var problems: [Issue] = []
  private let path: String
  /// With a slash at its end; empty for the current folder.
  private let folder: String

  init(path: String) {
    self.path = path
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// Nil for a file that says nothing, and for one that is no YAML.
  mutating func root(_ yaml: String) -> Node? {
    do {
      return try Yams.compose(yaml: yaml)
    } catch let error as YamlError {
      problems.append(issue(error))
    } catch {
      problems.append(Issue(.malformed, path: path, "the file is no YAML"))
    }
    return nil
  }

  func line(_ node: Node) -> Int { node.mark?.line ?? 1 }

  mutating func refuse(_ node: Node, _ message: String) {
    problems.append(Issue(.malformed, path: path, place: "\(line(node))", message))
  }

  // MARK: Values

  /// The members of a mapping by their names; those with other names are refused.
  mutating func members(of node: Node, _ names: [String]) -> [String: Node] {
    guard let mapping = node.mapping else {
      refuse(node, "a list of name: value is missing here; the names are \(names.joined(separator: ", "))")
      return [:]
    }
    var members: [String: Node] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      if names.contains(name) { members[name] = value } else { refuse(key, unknown("setting", name, names)) }
    }
    return members
  }

  /// A plain value that fits; others are refused with the rule.
  mutating func text(_ node: Node, _ rule: String, _ fits: (String) -> Bool) -> Settings.Value<String>? {
    guard let text = node.scalar?.string, fits(text) else {
      refuse(node, node.scalar.map { "\"\($0.string)\": \(rule)" } ?? rule)
      return nil
    }
    return Settings.Value(content: text, line: line(node))
  }

  /// One plain value, or a list of them.
  mutating func texts(_ node: Node, _ rule: String, _ fits: (String) -> Bool) -> Settings.Value<[String]>? {
    let items = node.sequence.map(Array.init) ?? [node]
    return Settings.Value(content: items.compactMap { text($0, rule, fits)?.content }, line: line(node))
  }

  mutating func names(_ node: Node, kind: String, among names: [String]) -> Settings.Value<[String]>? {
    let items = node.sequence.map(Array.init) ?? [node]
    for item in items {
      let name = item.scalar?.string ?? ""
      if !names.contains(name) { refuse(item, unknown(kind, name, names)) }
    }
    return Settings.Value(content: items.compactMap { $0.scalar?.string }, line: line(node))
  }

  mutating func flag(_ node: Node) -> Settings.Value<Bool>? {
    text(node, "true or false is missing here") { ["true", "false"].contains($0) }
      .map { Settings.Value(content: $0.content == "true", line: $0.line) }
  }

  mutating func path(_ node: Node) -> Settings.Value<Settings.Path>? {
    paths(node).flatMap { value in
      if value.content.count == 1 { return Settings.Value(content: value.content[0], line: value.line) }
      if !value.content.isEmpty { refuse(node, "one path is wanted here") }
      return nil
    }
  }

  mutating func paths(_ node: Node) -> Settings.Value<[Settings.Path]>? {
    // Under cron there may be no home.
    let rule = "a path is missing here; one that begins with ~ has to be written out"
    return texts(node, rule) { !$0.isEmpty && !$0.hasPrefix("~") }.map { value in
      let paths = value.content.map { Settings.Path(written: $0, resolved: $0.hasPrefix("/") ? $0 : folder + $0) }
      return Settings.Value(content: paths, line: value.line)
    }
  }

  // MARK: Sentences

  private func unknown(_ kind: String, _ name: String, _ names: [String]) -> String {
    let meant = NearestName.of(name, among: names).map { "did you mean \($0)?" }
    return "unknown \(kind) \"\(name)\": \(meant ?? "there are \(names.joined(separator: ", "))")"
  }

  private func issue(_ error: YamlError) -> Issue {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return Issue(.malformed, path: path, place: "\(mark.line)", "the file is no YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "\($0)" }.joined(separator: ", ")
      return Issue(.malformed, path: path, place: "\(context.mark.line)", "\(names) stands twice")
    default: return Issue(.malformed, path: path, "the file is no YAML")
    }
  }
}
