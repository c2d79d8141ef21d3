/// The bytes of the member that an archive stands at.
final class MemberSource: ByteSource {
  private let archive: Archive

  init(_ archive: Archive) { self.archive = archive }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int { try archive.read(into: buffer) }
}
