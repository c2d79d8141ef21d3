import Foundation

/// Bytes behind an open file descriptor, as the reader sees them.
enum OpenBytes {
  static func file<Value>(_ bytes: [UInt8], _ body: (Int32) throws -> Value) rethrows -> Value {
    let file = tmpfile()!
    defer { fclose(file) }
    fwrite(bytes, 1, bytes.count, file)
    rewind(file)
    return try body(fileno(file))
  }

  /// A pipe into which another thread writes `chunks` one by one.
  static func pipe<Value>(_ chunks: [[UInt8]], _ body: (Int32) throws -> Value) rethrows -> Value {
    let pipe = Pipe()
    let reader = pipe.fileHandleForReading
    let writer = pipe.fileHandleForWriting
    let thread = Thread {
      for chunk in chunks { try? writer.write(contentsOf: Data(chunk)) }
      try? writer.close()
    }
    thread.start()
    // Whatever the body left unread, so that the thread comes to its end.
    defer { _ = try? reader.readToEnd() }
    return try body(reader.fileDescriptor)
  }
}
