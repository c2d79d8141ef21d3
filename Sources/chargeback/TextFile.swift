import Foundation

/// Text in and out of files, where `-` is standard input or output.
enum TextFile {
  static func read(_ path: String) throws -> String {
    let data: Data?
    if path == "-" {
      data = FileHandle.standardInput.readDataToEndOfFile()
    } else {
      data = FileManager.default.contents(atPath: path)
    }
    guard let data else { throw Failure.world("\(path): no such file, or it cannot be read") }
    guard let text = String(data: data, encoding: .utf8) else { throw Failure.world("\(path): it is not UTF-8 text") }
    return text
  }

  /// Writes beside the file and renames, so that nobody ever sees half a report.
  static func write(_ text: String, to path: String?) throws {
    guard let path, path != "-" else {
      FileHandle.standardOutput.write(Data(text.utf8))
      return
    }
    let beside = "\(path).\(ProcessInfo.processInfo.processIdentifier).part"
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: beside))
      guard rename(beside, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      try? FileManager.default.removeItem(atPath: beside)
      throw Failure.world("\(path): the file cannot be written")
    }
  }
}
