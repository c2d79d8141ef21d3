import ArgumentParser

/// For `make install` and for the page of the command line in `Reports`; nothing that a user needs to see.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page.", shouldDisplay: false)

  @Flag(help: "Print the help of all commands as one page of Markdown instead.")
  var markdown = false

  func run() throws {
    try TextFile.write(markdown ? CommandLinePage.text : try ManualPage().text, to: nil)
  }
}
