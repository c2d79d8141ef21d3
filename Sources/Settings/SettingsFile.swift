import ChargebackModel
import Yams

/// Reads a settings file: YAML whose paths are relative to its own folder.
///
///     database: usage.sqlite
///     timeZone: Europe/Berlin
///     inputs: [exports/*.jsonl, diagnostics]   # files, folders, patterns
///     directory: people.csv                    # one, or a list
///     prices: contract-2026.csv
///     export:
///       into: /srv/reports
///       sets: [statement, team]
///       months: [last, this]
///     budgets:
///       - {team: Finance, amount: 500 USD}
///       - {team: Finance, amount: 800 USD, month: 2026-12}
///     strict: false
package struct SettingsFile {
  /// What could be read; to be used only if there are no problems.
  package private(set) var settings: Settings
  /// What is wrong, in the order of reading.
  package var problems: [Issue] { nodes.problems }
  private var nodes: SettingsNodes

  static let names = [
    "database", "timeZone", "currency", "inputs", "mappings", "directory", "deployments", "resources", "prices",
    "export", "budgets", "strict",
  ]

  /// - Parameters:
  ///   - path: of the file, for problems and for relative paths in it.
  ///   - sets: the names of the sets that can be exported.
  ///   - isTimeZone: whether the system knows a time zone of that name.
  package init(_ yaml: String, path: String, sets: [String], isTimeZone: (String) -> Bool) {
    settings = Settings(path: path)
    nodes = SettingsNodes(path: path)
    // A file of comments alone is one that says nothing.
    guard let node = nodes.root(yaml) else { return }
    let root = nodes.members(of: node, SettingsFile.names)
    settings.database = root["database"].flatMap { nodes.path($0) }
    settings.timeZone = root["timeZone"].flatMap { node in
      nodes.text(node, "no time zone is called so: use an IANA name such as Europe/Berlin, or UTC", isTimeZone)
    }
    settings.currency = root["currency"].flatMap { node in
      nodes.text(node, "a currency is three capital letters such as USD", SettingsFile.isCurrency)
    }
    settings.strict = root["strict"].flatMap { nodes.flag($0) }
    settings.inputs = root["inputs"].flatMap { nodes.paths($0) }
    settings.mappings = root["mappings"].flatMap { nodes.paths($0) }
    settings.directory = root["directory"].flatMap { nodes.paths($0) }
    settings.deployments = root["deployments"].flatMap { nodes.paths($0) }
    settings.resources = root["resources"].flatMap { nodes.paths($0) }
    settings.prices = root["prices"].flatMap { nodes.paths($0) }
    if let export = root["export"] { read(export: export, sets) }
    if let budgets = root["budgets"] { read(budgets: budgets) }
  }

  private mutating func read(export node: Node, _ sets: [String]) {
    let export = nodes.members(of: node, ["into", "sets", "months"])
    settings.into = export["into"].flatMap { nodes.path($0) }
    settings.sets = export["sets"].flatMap { nodes.names($0, kind: "set", among: sets) }
    settings.months = export["months"].flatMap { node in
      nodes.texts(node, "a month is this, last or one such as 2026-10") {
        ["this", "last"].contains($0) || Month($0) != nil
      }
    }
  }

  private mutating func read(budgets node: Node) {
    guard let list = node.sequence else {
      return nodes.refuse(node, "budgets is a list, such as - {team: Finance, amount: 500 USD}")
    }
    for item in list {
      guard let budget = budget(item) else { continue }
      let line = nodes.line(item)
      let isTwice = settings.budgets.contains { known in
        let other = known.content
        return (other.dimension, other.name, other.month) == (budget.dimension, budget.name, budget.month)
      }
      if isTwice { nodes.refuse(item, "\(budget.dimension.rawValue) \(budget.name) has a budget already") }
      settings.budgets.append(Settings.Value(content: budget, line: line))
    }
  }

  private mutating func budget(_ node: Node) -> Budget? {
    let dimensions = Budget.dimensions.map(\.rawValue)
    let members = nodes.members(of: node, dimensions + ["amount", "month"])
    let subjects = Budget.dimensions.filter { members[$0.rawValue] != nil }
    guard subjects.count == 1, let subject = members[subjects[0].rawValue],
      let name = nodes.text(subject, "a name is missing here", { !$0.isEmpty })?.content
    else {
      nodes.refuse(node, "a budget is for one of \(dimensions.joined(separator: ", "))")
      return nil
    }
    let rule = "an amount is a number and a currency, such as 500.00 USD"
    guard let amountNode = members["amount"] else {
      nodes.refuse(node, "the budget has no amount: \(rule)")
      return nil
    }
    guard let text = nodes.text(amountNode, rule, { SettingsFile.amount($0) != nil }),
      let (amount, currency) = SettingsFile.amount(text.content)
    else { return nil }
    let month = members["month"].flatMap { nodes.text($0, "a month is one such as 2026-10") { Month($0) != nil } }
    return Budget(
      subjects[0], name, amount: amount, currency: currency, month: month.flatMap { Month($0.content) })
  }

  private static func amount(_ text: String) -> (Money, String)? {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let money = Money(parts[0]), money >= .zero, isCurrency(String(parts[1])) else {
      return nil
    }
    return (money, String(parts[1]))
  }

  private static func isCurrency(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }
}
