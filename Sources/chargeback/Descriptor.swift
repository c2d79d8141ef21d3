#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Text into an open file. Foundation's `FileHandle.write` traps where a disk is full or a descriptor closed.
enum Descriptor {
  /// False if not all of it could be written; `errno` says why.
  static func write(_ text: String, into descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = platformWrite(descriptor, rest.baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          return false
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
      return true
    }
  }
}

// Inside `Descriptor` the name `write` would mean the function above.
private let platformWrite = write
