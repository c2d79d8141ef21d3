import ArgumentParser
import Foundation

/// All commands with their arguments, as ArgumentParser describes them itself.
///
/// Source: swift-argument-parser's `--experimental-dump-help` (ToolInfoV0), of which only what is read stands here.
struct HelpDump: Decodable {
  let command: Command

  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool
    private let arguments: [Argument]?
    private let subcommands: [Command]?

    /// Without what is not for users.
    var shownCommands: [Command] { subcommands?.filter { $0.shouldDisplay && $0.commandName != "help" } ?? [] }
    var shownArguments: [Argument] { arguments?.filter(\.shouldDisplay) ?? [] }
  }

  struct Argument: Decodable, Equatable {
    enum Kind: String, Decodable { case positional, option, flag }

    struct Name: Decodable, Equatable {
      enum Kind: String, Decodable { case long, short, longWithSingleDash }
      let kind: Kind
      let name: String

      /// `--month`, `-q`
      var text: String { (kind == .long ? "--" : "-") + name }
    }

    let kind: Kind
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let abstract: String?
    let valueName: String?
    let defaultValue: String?
    private let names: [Name]?

    /// `-q, --quiet`, `--month <2026-10>`, `<paths> ...`
    var label: String {
      let value = "<\(valueName ?? "")>"
      switch kind {
      case .positional: return isRepeating ? "\(value) ..." : value
      case .option: return "\(spelled) \(value)"
      case .flag: return spelled
      }
    }

    private var spelled: String { (names ?? []).map(\.text).sorted { $0.count < $1.count }.joined(separator: ", ") }
  }

  init() throws {
    self = try JSONDecoder().decode(HelpDump.self, from: Data(Chargeback._dumpHelp().utf8))
  }

  /// What every command takes.
  static func common() throws -> [Argument] {
    let dump = try JSONDecoder().decode(HelpDump.self, from: Data(GlobalOptions._dumpHelp().utf8))
    return dump.command.shownArguments
  }
}
