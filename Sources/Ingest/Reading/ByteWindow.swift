#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A window that slides over a file's bytes, so that memory stays bounded whatever the file's size.
///
/// It grows only while one record does not fit, up to `limit`. The bytes behind its end are readable for
/// `JSONParser.padding` more, as simdjson asks.
final class ByteWindow {
  /// The longest record that is read, in bytes.
  static let limit = 16 << 20

  private let descriptor: Int32
  private var storage: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private(set) var atEnd = false
  /// Line of the first byte, counted from 1.
  private(set) var line = 1
  /// Column of the first byte in bytes, counted from 1.
  private(set) var column = 1
  /// Bytes handed out so far.
  private(set) var consumed: Int64 = 0

  /// Reads from an open file descriptor, which stays the caller's.
  init(descriptor: Int32, capacity: Int = 1 << 20) {
    self.descriptor = descriptor
    storage = .allocate(byteCount: capacity + JSONParser.padding, alignment: 64)
    storage.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit { storage.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[start..<end]) }
  var count: Int { end - start }

  subscript(offset: Int) -> UInt8 { storage[start + offset] }

  /// Drops the first `count` bytes.
  func advance(_ count: Int) {
    var rest = UnsafeRawBufferPointer(rebasing: storage[start..<(start + count)])
    while let base = rest.baseAddress, let found = memchr(base, 10, rest.count) {
      let passed = UnsafeRawPointer(found) - base + 1
      line += 1
      column = 1
      rest = UnsafeRawBufferPointer(rebasing: rest[passed...])
    }
    column += rest.count
    start += count
    consumed += Int64(count)
  }

  /// Brings more bytes in. False when there are none, or when the window is as large as it may become.
  func fill() throws(FileFailure) -> Bool {
    if atEnd { return false }
    if start > 0 {
      storage.baseAddress!.copyMemory(from: storage.baseAddress! + start, byteCount: count)
      end -= start
      start = 0
    }
    if end == storage.count - JSONParser.padding {
      guard end < ByteWindow.limit else { return false }
      grow()
    }
    var got = -1
    repeat {
      got = read(descriptor, storage.baseAddress! + end, storage.count - JSONParser.padding - end)
    } while got < 0 && errno == EINTR
    if got < 0 { throw FileFailure(reason: String(cString: strerror(errno))) }
    if got == 0 { atEnd = true }
    end += got
    return got > 0
  }

  /// At least `wanted` bytes, if the file has them.
  func ensure(_ wanted: Int) throws(FileFailure) -> Bool {
    while count < wanted {
      if try !fill() { return false }
    }
    return true
  }

  private func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: 2 * (storage.count - JSONParser.padding) + JSONParser.padding, alignment: 64)
    larger.initializeMemory(as: UInt8.self, repeating: 0)
    larger.baseAddress!.copyMemory(from: storage.baseAddress!, byteCount: end)
    storage.deallocate()
    storage = larger
  }
}
