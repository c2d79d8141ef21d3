import Foundation
import Testing

/// The built `chargeback`, run as a user runs it.
enum Program {
  /// What a run left behind.
  struct Outcome {
    let output: Data
    let error: String
    /// The exit code; 128 + n if signal n ended it, as shells say it.
    let code: Int32

    var text: String { String(decoding: output, as: UTF8.self) }
    var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) }
  }

  /// It lies where the tests lie: beside their executable on Linux, beside their bundle on macOS.
  static let url: URL = {
    let bundle = Bundle(for: Landmark.self).bundleURL
    let places = [bundle, bundle.deletingLastPathComponent(), Bundle.main.bundleURL].map {
      $0.appending(path: "chargeback")
    }
    guard let found = places.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
      fatalError("chargeback is not beside the tests: \(places.map(\.path))")
    }
    return found
  }()

  private final class Landmark {}

  /// Runs it to its end with these arguments, and with nothing in its environment but what is given here.
  static func run(
    _ arguments: [String], stdin: Data = Data(), environment: [String: String] = [:], in folder: URL? = nil
  ) throws -> Outcome {
    try start(arguments, stdin: stdin, environment: environment, in: folder).outcome()
  }

  static func start(
    _ arguments: [String], stdin: Data = Data(), environment: [String: String] = [:], in folder: URL? = nil
  ) throws -> RunningProgram {
    try RunningProgram(url, arguments, stdin: stdin, environment: environment, in: folder)
  }

  /// A line for the shell in which `"$0"` is the program.
  static func shell(_ line: String, environment: [String: String] = [:], in folder: URL) throws -> Outcome {
    var environment = environment
    environment["PATH"] = "/usr/bin:/bin"
    return try RunningProgram(
      URL(filePath: "/bin/sh"), ["-c", line, url.path], environment: environment, in: folder
    ).outcome()
  }
}
