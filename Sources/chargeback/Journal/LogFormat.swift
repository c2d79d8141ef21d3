import ArgumentParser

/// How messages on standard error are written.
enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json

  /// As the command line says, also where it says something else wrong: a journal wants that error too.
  static let chosen: LogFormat = {
    let arguments = CommandLine.arguments
    for (index, argument) in arguments.enumerated() {
      if argument == "--log-format=json" { return .json }
      if argument == "--log-format", arguments.indices.contains(index + 1), arguments[index + 1] == "json" {
        return .json
      }
    }
    return .text
  }()
}
