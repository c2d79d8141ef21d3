/// Where an input's bytes come from: a file, a member of an archive, the body of an event.
protocol ByteSource: AnyObject {
  /// Reads some bytes into `buffer`; 0 at the end, and only there.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int

  /// Goes to a place counted from the beginning, or from the end where `fromEnd` says so.
  /// - Returns: the place, counted from the beginning; nil where the bytes come one after another only.
  func seek(_ offset: Int64, fromEnd: Bool) -> Int64?
}

extension ByteSource {
  func seek(_ offset: Int64, fromEnd: Bool) -> Int64? { nil }
}
