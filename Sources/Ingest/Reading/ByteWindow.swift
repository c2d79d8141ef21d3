#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A window that slides over an input's bytes, so that memory stays bounded whatever the file's size.
///
/// It grows only while one record does not fit, up to `limit`. The bytes behind its end are readable for
/// `JSONParser.padding` more, as simdjson asks; the first of them is NUL, which `Skeleton` stops at.
final class ByteWindow {
  /// The longest record that is read, in bytes.
  static let limit = 16 << 20

  /// Bytes brought in at a time: few enough that they are still in the processor's cache when they are read.
  private static let portion = 1 << 17

  private let source: any ByteSource
  private let limit: Int
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

  init(_ source: any ByteSource, capacity: Int = 1 << 20, limit: Int = ByteWindow.limit) {
    self.source = source
    self.limit = limit
    storage = .allocate(byteCount: capacity + JSONParser.padding, alignment: 64)
    storage.initializeMemory(as: UInt8.self, repeating: 0)
  }

  /// Reads from an open file descriptor, which stays the caller's.
  convenience init(descriptor: Int32, capacity: Int = 1 << 20, limit: Int = ByteWindow.limit) {
    self.init(DescriptorSource(descriptor), capacity: capacity, limit: limit)
  }

  deinit { storage.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[start..<end]) }
  var count: Int { end - start }
  /// How many bytes it can hold as it is.
  var capacity: Int { storage.count - JSONParser.padding }

  /// Of its first byte.
  var base: UnsafeRawPointer { UnsafeRawPointer(storage.baseAddress! + start) }

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

  /// The offset of the first line break at `offset` or behind it, as far as the window reaches.
  func lineBreak(from offset: Int = 0) -> Int? {
    guard offset < count, let base = bytes.baseAddress, let found = memchr(base + offset, 10, count - offset) else {
      return nil
    }
    return UnsafeRawPointer(found) - base
  }

  /// Drops a byte order mark, which is no part of its line. False if there is none.
  func skipByteOrderMark() -> Bool {
    guard bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return false }
    start += 3
    consumed += 3
    return true
  }

  /// Brings more bytes in. False when there are none, or when the window is as large as it may become.
  func fill() throws(FileFailure) -> Bool {
    if atEnd { return false }
    if start > 0 {
      storage.baseAddress!.copyMemory(from: storage.baseAddress! + start, byteCount: count)
      end -= start
      start = 0
    }
    if end == capacity {
      guard capacity < limit else { return false }
      grow()
    }
    let room = min(capacity, end + ByteWindow.portion)
    let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: storage[end..<room]))
    if got == 0 { atEnd = true }
    end += got
    storage[end] = 0
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
      byteCount: min(2 * capacity, limit) + JSONParser.padding, alignment: 64)
    larger.initializeMemory(as: UInt8.self, repeating: 0)
    larger.baseAddress!.copyMemory(from: storage.baseAddress!, byteCount: end)
    storage.deallocate()
    storage = larger
  }
}
