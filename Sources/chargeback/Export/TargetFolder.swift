import Foundation
import ReportWriters
import Settings

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder that exports go into, locked against other exports for as long as this value lives.
///
/// The lock is the system's on an open file, so it goes with the process, however that ends; the file stays and names
/// the process that had it last.
final class TargetFolder {
  static let lockName = ".chargeback.lock"
  private static let partEnding = ".part"

  private let path: String
  private let lock: Int32

  /// - Parameters:
  ///   - seconds: how long to wait for another export.
  ///   - say: takes a note that it waits.
  /// - Throws: `Failure` if the folder is not there or cannot be written, or another export does not end in time.
  init(_ target: Settings.Path, wait seconds: Int, say: (String) -> Void) throws {
    path = target.resolved
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw Failure.world("\(path): there is no such folder to export into: make it, or mount it")
    }
    lock = open("\(path)/\(TargetFolder.lockName)", O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard lock >= 0 else { throw TargetFolder.unwritable(path) }
    try take(seconds, say)
    ftruncate(lock, 0)
    guard Descriptor.write("\(getpid())\n", into: lock) else { throw TargetFolder.unwritable(path) }
  }

  deinit { if lock >= 0 { close(lock) } }

  private func take(_ seconds: Int, _ say: (String) -> Void) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    var hasSaid = false
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw TargetFolder.unwritable(path) }
      guard ContinuousClock.now < end else {
        throw Failure.world("\(path): \(holder) is exporting into this folder; --wait says how long to wait for it")
      }
      if !hasSaid { say("note: \(path.visible): waiting for \(holder), which is exporting into this folder") }
      hasSaid = true
      Thread.sleep(forTimeInterval: 0.1)
    }
  }

  private var holder: String {
    let text = FileManager.default.contents(atPath: "\(path)/\(TargetFolder.lockName)") ?? Data()
    let number = String(decoding: text, as: UTF8.self).split(separator: "\n").first.flatMap { Int32($0) }
    return number.map { "process \($0)" } ?? "another process"
  }

  // MARK: Writing

  /// Brings a folder in this one up to date: what changed is written beside and then renamed, the last file last. A file
  /// that holds these bytes already is left alone.
  /// - Returns: the names of the files that were written.
  func write(_ files: [(name: String, text: String)], in subfolder: String) throws -> [String] {
    let folder = "\(path)/\(subfolder)"
    let isNew = mkdir(folder, 0o777) == 0
    guard isNew || errno == EEXIST else { throw TargetFolder.unwritable(folder) }
    removeLeftovers(in: folder)
    let changed = files.filter { FileManager.default.contents(atPath: "\(folder)/\($0.name)") != Data($0.text.utf8) }
    do {
      for file in changed { try put(file.text, "\(folder)/\(file.name)") }
      for file in changed {
        let place = "\(folder)/\(file.name)"
        guard rename(TargetFolder.part(of: place), place) == 0 else { throw TargetFolder.unwritable(place) }
      }
    } catch {
      removeLeftovers(in: folder)
      if isNew { rmdir(folder) }
      throw error
    }
    return changed.map(\.name)
  }

  private func put(_ text: String, _ place: String) throws {
    let descriptor = open(TargetFolder.part(of: place), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw TargetFolder.unwritable(place) }
    defer { close(descriptor) }
    // Before any file is renamed, all must be safe: a full disk may show itself only here.
    guard Descriptor.write(text, into: descriptor), fsync(descriptor) == 0 else { throw TargetFolder.unwritable(place) }
  }

  /// Whoever holds the lock is alone: parts that lie here are of a run that was killed.
  private func removeLeftovers(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(".") && name.hasSuffix(TargetFolder.partEnding) {
      unlink("\(folder)/\(name)")
    }
  }

  private static func part(of place: String) -> String {
    let parts = place.split(separator: "/", omittingEmptySubsequences: false)
    return (parts.dropLast() + ["." + parts[parts.count - 1] + partEnding]).joined(separator: "/")
  }

  /// To be made right after the call that failed, while `errno` still tells of it.
  private static func unwritable(_ path: String) -> Failure {
    .world("\(path): it cannot be written: \(String(cString: strerror(errno)))")
  }
}
