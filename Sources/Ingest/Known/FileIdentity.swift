import Crypto
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Tells whether a file is still as it was, without reading all of it.
///
/// The file system's own stamp of the last change of content or name (`ctime`), which no program can set, with inode, size
/// and time of modification; and, since some network file systems keep poor stamps, a digest of pieces of the content.
/// Whatever else changes (a copy, a restored backup), the file is only read again.
enum FileIdentity {
  /// Pieces of the content that are looked at, and their length in bytes.
  private static let pieces: Int64 = 64
  private static let pieceLength = 4096

  /// - Returns: nil for what is no file (a pipe), or cannot be opened.
  static func digest(path: String) -> Data? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard let status = status(descriptor) else { return nil }
    var hash = SHA256()
    for number in stamps(status) { withUnsafeBytes(of: number) { hash.update(bufferPointer: $0) } }
    let size = Int64(status.st_size)
    var piece = [UInt8](repeating: 0, count: pieceLength)
    for index in 0..<pieces {
      // The first and the last bytes among them.
      let place = max(0, size - Int64(pieceLength)) / (pieces - 1) * index
      let isLast = index == pieces - 1
      let count = pread(descriptor, &piece, pieceLength, off_t(isLast ? max(0, size - Int64(pieceLength)) : place))
      if count < 0 { return nil }
      hash.update(data: piece.prefix(count))
    }
    return Data(hash.finalize())
  }

  /// Whether a change at `moment` would surely show in the stamps: not if the file has just been changed, for stamps are
  /// coarse.
  /// - Parameter moment: seconds since 1970.
  static func isSettled(path: String, at moment: Double) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return Double(changed(status).tv_sec) + 3 < moment
  }

  private static func status(_ descriptor: Int32) -> stat? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return status
  }

  private static func stamps(_ status: stat) -> [Int64] {
    [
      Int64(truncatingIfNeeded: status.st_dev), Int64(truncatingIfNeeded: status.st_ino), Int64(status.st_size),
      Int64(modified(status).tv_sec), Int64(modified(status).tv_nsec), Int64(changed(status).tv_sec),
      Int64(changed(status).tv_nsec),
    ]
  }

  private static func modified(_ status: stat) -> timespec {
    #if canImport(Darwin)
      status.st_mtimespec
    #else
      status.st_mtim
    #endif
  }

  private static func changed(_ status: stat) -> timespec {
    #if canImport(Darwin)
      status.st_ctimespec
    #else
      status.st_ctim
    #endif
  }
}
