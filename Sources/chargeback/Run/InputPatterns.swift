import Foundation
import Ingest
import Settings

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The inputs to watch: files, folders, and patterns such as `exports/*.jsonl`, in which `*`, `?` and `[…]` stand for parts
/// of one name.
struct InputPatterns {
  let files: [InputFile]
  /// Patterns that fit nothing.
  let empty: [Settings.Path]

  /// - Throws: `FileFailure` if a file or folder that is named without a pattern is not there.
  init(_ paths: [Settings.Path]) throws {
    var (files, empty): ([InputFile], [Settings.Path]) = ([], [])
    for path in paths {
      let isPattern = path.written.contains { "*?[".contains($0) }
      let found = isPattern ? InputPatterns.matches(path) : [path.resolved]
      if found.isEmpty { empty.append(path) }
      files += try InputFile.expand(found)
    }
    // One that two patterns name is read once, where it comes first.
    var seen: Set<InputFile> = []
    self.files = files.filter { seen.insert($0).inserted }
    self.empty = empty
  }

  /// In the order of their names. In the folder of the settings file no sign is a pattern's.
  private static func matches(_ path: Settings.Path) -> [String] {
    let folder = path.resolved.dropLast(path.written.count).map { sign in
      "*?[\\".contains(sign) ? "\\\(sign)" : String(sign)
    }
    let pattern = folder.joined() + path.written
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, 0, nil, &result) == 0, let paths = result.gl_pathv else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }.sorted()
  }
}
