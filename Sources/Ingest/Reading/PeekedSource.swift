/// A source whose first bytes can be looked at before they are read.
final class PeekedSource: ByteSource {
  private let source: any ByteSource
  /// The first bytes, as many as there are, up to `headLength`.
  let head: [UInt8]
  private var unread: ArraySlice<UInt8>

  static let headLength = 4096

  init(_ source: any ByteSource) throws(FileFailure) {
    self.source = source
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: PeekedSource.headLength, alignment: 16)
    defer { buffer.deallocate() }
    var count = 0
    while count < buffer.count {
      let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      if got == 0 { break }
      count += got
    }
    head = Array(buffer.prefix(count))
    unread = head[...]
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    guard !unread.isEmpty else { return try source.read(into: buffer) }
    let part = unread.prefix(buffer.count)
    buffer.copyBytes(from: part)
    unread = unread.dropFirst(part.count)
    return part.count
  }

  func seek(_ offset: Int64, fromEnd: Bool) -> Int64? {
    guard let place = source.seek(offset, fromEnd: fromEnd) else { return nil }
    unread = []
    return place
  }
}
