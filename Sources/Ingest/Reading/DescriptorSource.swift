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
  private let stop: StopSign?
  /// Bytes read from it so far.
  private(set) var consumed: Int64 = 0

  /// - Parameter stop: once it is raised, nothing more comes of what is no file on a disk, however long that is silent.
  init(_ descriptor: Int32, stop: StopSign? = nil) {
    self.descriptor = descriptor
    self.stop = stop
    start = lseek(descriptor, 0, SEEK_CUR)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    while true {
      if let stop, start < 0, !hasBytes(before: stop) { return 0 }
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

  /// Waits until a read need not wait. False if the sign was raised before.
  private func hasBytes(before stop: StopSign) -> Bool {
    while !stop.isRaised {
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&wanted, 1, 200) != 0 { return true }
    }
    return false
  }

  func seek(_ offset: Int64, fromEnd: Bool) -> Int64? {
    guard start >= 0 else { return nil }
    let place = lseek(descriptor, fromEnd ? off_t(offset) : start + off_t(offset), fromEnd ? SEEK_END : SEEK_SET)
    return place < start ? nil : Int64(place - start)
  }
}
