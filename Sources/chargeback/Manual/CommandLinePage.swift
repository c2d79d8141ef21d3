import ArgumentParser

/// The help of every command on one page, in Markdown.
enum CommandLinePage {
  static var text: String {
    let head = """
      # The command line

      What `chargeback --help` and `chargeback COMMAND --help` say, written by `chargeback manual --markdown`.

      """
    return head + sections(Chargeback.self, path: []).joined()
  }

  private static func sections(_ command: any ParsableCommand.Type, path: [String]) -> [String] {
    let path = path + [command._commandName]
    let help = Chargeback.helpMessage(for: command, columns: 100)
    let section = "\n## \(path.joined(separator: " "))\n\n```\n\(help.trimmed)\n```\n"
    let shown = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    return [section] + shown.flatMap { sections($0, path: path) }
  }
}

extension String {
  /// Without line breaks at its end, and without blanks at the ends of its lines.
  fileprivate var trimmed: String {
    var lines = split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
