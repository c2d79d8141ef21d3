import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Text in and out of files, where `-` is standard input or output.
enum TextFile {
  static func read(_ path: String) throws -> String {
    let data = try bytes(path)
    // PowerShell's `>` writes UTF-16 with a byte order mark.
    let isUTF16 = data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF])
    // Foundation drops a last half of a character in silence.
    let isHalved = isUTF16 && !data.count.isMultiple(of: 2)
    guard !isHalved, let text = String(data: data, encoding: isUTF16 ? .utf16 : .utf8) else {
      throw Failure.world("\(path): it is no text in UTF-8 or UTF-16")
    }
    return text
  }

  /// The file as it is, whatever it holds.
  static func bytes(_ path: String) throws -> Data {
    if path == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure.world("\(path): no such file, or it cannot be read")
    }
    return data
  }

  /// Writes beside the file and renames, so that nobody ever sees half a report.
  ///
  /// A link to a file stays, and the file is replaced. What is no file, such as a pipe or `/dev/null`, is written into.
  static func write(_ text: String, to path: String?) throws {
    guard let path, path != "-" else { return try put(text, into: 1, path: "standard output") }
    let target = path.resolvingLinks
    if target.isSpecialFile {
      let descriptor = open(target, O_WRONLY)
      guard descriptor >= 0 else { throw unwritable(path) }
      defer { close(descriptor) }
      return try put(text, into: descriptor, path: path)
    }
    let beside = "\(target).\(getpid()).part"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    guard descriptor >= 0 else { throw unwritable(path) }
    do {
      defer { close(descriptor) }
      try put(text, into: descriptor, path: path)
      guard rename(beside, target) == 0 else { throw unwritable(path) }
    } catch {
      unlink(beside)
      throw error
    }
  }

  private static func put(_ text: String, into descriptor: Int32, path: String) throws {
    guard Descriptor.write(text, into: descriptor) else { throw unwritable(path) }
  }

  /// To be made right after the call that failed, while `errno` still tells of it.
  private static func unwritable(_ path: String) -> Failure {
    .world("\(path): it cannot be written: \(String(cString: strerror(errno)))")
  }
}

extension String {
  /// The path without symbolic links in it; the path itself where there is nothing yet.
  fileprivate var resolvingLinks: String {
    guard let resolved = realpath(self, nil) else { return self }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  fileprivate var isSpecialFile: Bool {
    let type = try? FileManager.default.attributesOfItem(atPath: self)[.type] as? FileAttributeType
    // A link here is one that leads nowhere: a file may take its place.
    return type.map { ![.typeRegular, .typeDirectory, .typeSymbolicLink].contains($0) } ?? false
  }
}
