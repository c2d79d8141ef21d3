import Foundation

/// A program that runs. Its input and output are files, so that neither side ever waits for the other.
final class RunningProgram {
  private let process = Process()
  private let folder = try! TemporaryFolder()
  private let ended = DispatchSemaphore(value: 0)
  /// Where to write if `stdin` was nil.
  private(set) var input: FileHandle?

  init(_ program: URL, _ arguments: [String], stdin: Data? = Data(), environment: [String: String], in place: URL?)
    throws
  {
    process.executableURL = program
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = place ?? folder.url
    var files = [
      try FileHandle(forWritingTo: folder.file("stdout", "")), try FileHandle(forWritingTo: folder.file("stderr", "")),
    ]
    process.standardOutput = files[0]
    process.standardError = files[1]
    if let stdin {
      files.append(try FileHandle(forReadingFrom: folder.file("stdin", stdin)))
      process.standardInput = files[2]
    } else {
      // A program that is gone must fail the test, not end it.
      signal(SIGPIPE, SIG_IGN)
      let pipe = Pipe()
      process.standardInput = pipe
      input = pipe.fileHandleForWriting
    }
    process.terminationHandler = { [ended] _ in ended.signal() }
    try process.run()
    // The program has its own by now. With more than 1,024 open files Foundation no longer sees that a program ended.
    for file in files { try file.close() }
  }

  var isRunning: Bool { process.isRunning }

  func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

  /// What Ctrl-C sends.
  func interrupt() { Foundation.kill(process.processIdentifier, SIGINT) }

  /// Waits for its end; one that hangs is killed.
  func outcome() throws -> Program.Outcome {
    if ended.wait(timeout: .now() + 600) == .timedOut {
      kill()
      ended.wait()
    }
    let code = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    return Program.Outcome(
      output: try Data(contentsOf: folder.path("stdout")),
      error: String(decoding: try Data(contentsOf: folder.path("stderr")), as: UTF8.self), code: code)
  }
}
