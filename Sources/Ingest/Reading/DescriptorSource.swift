#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes behind an open file descriptor, which stays the caller's.
final class DescriptorSource: ByteSource {
  private let descriptor: Int32
  private let start: off_t
  /// Bytes read from it so far.
  private(set) var consumed: Int64 = 0

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    start = lseek(descriptor, 0, SEEK_CUR)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    while true {
      #if canImport(Glibc)
        let got = Glibc.read(descriptor, buffer.baseAddress!, buffer.count)
      #elseif canImport(Musl)
        let got = Musl.read(descriptor, buffer.baseAddress!, buffer.count)
      #else
        let got = Darwin.read(descriptor, buffer.baseAddress!, buffer.count)
      #endif
      if got < 0, errno == EINTR { continue }
      if got < 0 { throw FileFailure(reason: String(cString: strerror(errno))) }
      consumed += Int64(got)
      return got
    }
  }

  func seek(_ offset: Int64, fromEnd: Bool) -> Int64? {
    guard start >= 0 else { return nil }
    let place = lseek(descriptor, fromEnd ? off_t(offset) : start + off_t(offset), fromEnd ? SEEK_END : SEEK_SET)
    return place < start ? nil : Int64(place - start)
  }
}
