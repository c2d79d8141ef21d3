/// The manual page, in the macros of man(7): made from the help of the commands, so that it cannot say anything else.
struct ManualPage {
  private let root: HelpDump.Command
  /// What every command takes: said once.
  private let common: [HelpDump.Argument]

  init() throws {
    root = try HelpDump().command
    common = try HelpDump.common()
  }

  var text: String {
    let name = root.commandName
    let abstract = (root.abstract ?? "").split(separator: ":").first.map(String.init) ?? ""
    let head = [
      ".TH \(name.uppercased()) 1 \"\" \"\(name) \(Chargeback.configuration.version)\"", ".SH NAME",
      "\(name) \\- \(Self.escaped(abstract.prefix(1).lowercased() + abstract.dropFirst()))", ".SH SYNOPSIS",
      ".B \(name)", ".I command", "[\\fIoption\\fR ...]", ".SH DESCRIPTION",
    ]
    let lines =
      head + paragraphs(root) + [".SH COMMANDS"]
      + root.shownCommands.flatMap { section($0, path: [name]) }
      + [".SH OPTIONS OF ALL COMMANDS THAT USE A DATABASE"] + common.flatMap(Self.item)
      + [".SH ENVIRONMENT"]
      + Self.item("CHARGEBACK_DATABASE", "The database file, unless --database names one.")
      + Self.item("NO_COLOR", "If it is not empty, nothing is coloured.")
    return lines.map { $0 + "\n" }.joined()
  }

  private func section(_ command: HelpDump.Command, path: [String]) -> [String] {
    let path = path + [command.commandName]
    let own = command.shownArguments.filter { argument in
      !common.contains(argument) && !["--help", "--version"].contains { argument.label.hasSuffix($0) }
    }
    let positional = own.filter { $0.kind == .positional }.map { $0.isOptional ? "[\($0.label)]" : $0.label }
    let options = own.contains { $0.kind != .positional } ? ["[options]"] : []
    let heading = ([path.joined(separator: " ")] + positional + options).joined(separator: " ")
    return [".SS \"\(Self.escaped(heading).replacing("\"", with: "\\(dq"))\""]
      + [Self.escaped(command.abstract ?? "")] + paragraphs(command) + own.flatMap(Self.item)
      + command.shownCommands.flatMap { section($0, path: path) }
  }

  /// The discussion. An example stands by itself, to be copied.
  private func paragraphs(_ command: HelpDump.Command) -> [String] {
    let texts = (command.discussion ?? "").split(separator: "\n").map(String.init).filter { !$0.isEmpty }
    return texts.flatMap { text -> [String] in
      guard text.hasPrefix("EXAMPLE: ") else { return [".PP", Self.escaped(text)] }
      return [".PP", "Example:", ".PP", ".nf", ".RS", Self.escaped(String(text.dropFirst(9))), ".RE", ".fi"]
    }
  }

  private static func item(_ argument: HelpDump.Argument) -> [String] {
    let standard = argument.defaultValue.map { " (default: \($0))" } ?? ""
    return item(argument.label, (argument.abstract ?? "") + standard)
  }

  private static func item(_ label: String, _ text: String) -> [String] {
    [".TP", ".B \"\(escaped(label).replacing("\"", with: "\\(dq"))\"", escaped(text)]
  }

  /// Text that roff shows as it is: a hyphen stays one that can be copied, and no line begins a request.
  private static func escaped(_ text: String) -> String {
    let shown = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").unicodeScalars
      .map { $0.isASCII ? String($0) : spelled($0) }.joined()
    return shown.hasPrefix(".") || shown.hasPrefix("'") ? "\\&" + shown : shown
  }

  /// A character beyond ASCII by its number, of four digits or more.
  private static func spelled(_ character: Unicode.Scalar) -> String {
    let number = String(character.value, radix: 16, uppercase: true)
    return "\\[u" + String(repeating: "0", count: max(0, 4 - number.count)) + number + "]"
  }
}
