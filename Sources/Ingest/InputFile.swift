import Foundation

/// A file to read, by the path that the user will see.
package struct InputFile: Hashable, Sendable {
  package let path: String
  /// In bytes; nil for a pipe.
  package let size: Int64?
  /// What it holds, where it lies in memory and on no disk.
  let bytes: [UInt8]?

  package static let standardInput = InputFile(path: "-", size: nil)

  package init(path: String, size: Int64?) {
    self.path = path
    self.size = size
    bytes = nil
  }

  /// Bytes in memory, under a name for the user to see.
  package init(_ bytes: [UInt8], named path: String) {
    self.path = path
    self.bytes = bytes
    size = Int64(bytes.count)
  }

  var absolutePath: String { URL(fileURLWithPath: path).standardizedFileURL.path }

  /// The files that `paths` name: a folder stands for all files in it, however deep, in the order of their names, but for
  /// those whose name begins with a dot.
  /// - Throws: `FileFailure` naming the path that is not there.
  package static func expand(_ paths: [String]) throws(FileFailure) -> [InputFile] {
    var files: [InputFile] = []
    for path in paths { files += try expand(path) }
    return files
  }

  /// Whether a path inside an archive names a file that a folder would not show.
  static func isHidden(_ path: String) -> Bool {
    path.split(separator: "/").contains { ($0.hasPrefix(".") && $0 != "." && $0 != "..") || $0 == "__MACOSX" }
  }

  private static func expand(_ path: String) throws(FileFailure) -> [InputFile] {
    if path == "-" { return [.standardInput] }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FileFailure(reason: "\(path): no such file or folder")
    }
    guard isFolder.boolValue else {
      let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber
      return [InputFile(path: path, size: size?.int64Value)]
    }
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: path).sorted() } catch {
      throw FileFailure(reason: "\(path): the folder cannot be read")
    }
    let folder = path.hasSuffix("/") ? path : path + "/"
    var files: [InputFile] = []
    for name in names where !name.hasPrefix(".") && !isLinkToFolder(folder + name) {
      files += try expand(folder + name)
    }
    return files
  }

  /// Such a link inside a folder is not followed: it may lead back to where it stands.
  private static func isLinkToFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
    return isLink && FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
