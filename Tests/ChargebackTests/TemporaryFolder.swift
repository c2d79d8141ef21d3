import Foundation

/// A folder of its own for a test, gone when nobody holds it any longer.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "chargeback-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> URL { url.appending(path: name) }

  /// Writes a file, making the folders it needs.
  @discardableResult
  func file(_ name: String, _ text: String) throws -> URL { try file(name, Data(text.utf8)) }

  @discardableResult
  func file(_ name: String, _ data: Data) throws -> URL {
    let file = path(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
    return file
  }

  /// The files in it, however deep, by their paths from here, sorted.
  func files() throws -> [String] { try filesBelow(url) }

  /// Nil if there is no such file.
  func text(_ name: String) -> String? { try? String(contentsOf: path(name), encoding: .utf8) }
}

/// The files in a folder, however deep, by their paths from there, sorted.
func filesBelow(_ folder: URL) throws -> [String] {
  try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { name in
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: folder.appending(path: name).path, isDirectory: &isFolder)
      && !isFolder.boolValue
  }.sorted()
}
