import ChargebackModel
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Opens inputs one after another, the members of archives among them, and hands out the records of each.
struct InputWalk {
  let formats: [any RecordFormat]
  /// Of CSV files; nil to find it out from each.
  let dateOrder: DateOrder?
  /// Called with the file being read and the bytes of it read so far.
  var progress: (InputFile, Int64) -> Void = { _, _ in }
  /// Takes an input: its path as the user sees it, its records (nil for what is neither text nor anything else that can be
  /// read), and what to call now and then while they are read.
  let take: (String, (any RecordSource)?, @escaping () -> Void) throws -> Void
  /// Takes what is wrong with an archive.
  let note: (Issue) throws -> Void
  var stop: StopSign?

  /// Archives inside of archives that are opened.
  private static let depthLimit = 3

  func run(_ files: [InputFile]) throws {
    for file in files {
      if let bytes = file.bytes {
        try read(PeekedSource(MemorySource(bytes)), file.path, depth: 0) { progress(file, Int64(bytes.count)) }
        continue
      }
      let descriptor = file == .standardInput ? 0 : open(file.path, O_RDONLY)
      guard descriptor >= 0 else { throw FileFailure(reason: "\(file.path): \(String(cString: strerror(errno)))") }
      defer { if descriptor != 0 { close(descriptor) } }
      let source = DescriptorSource(descriptor, stop: stop)
      do {
        try read(PeekedSource(source), file.path, depth: 0) { progress(file, source.consumed) }
      } catch let failure as FileFailure {
        throw FileFailure(reason: "\(file.path): \(failure.reason)")
      }
    }
  }

  /// Reads an input; where it is an archive, its members one after another.
  private func read(
    _ source: PeekedSource, _ path: String, depth: Int, _ progress: @escaping () -> Void
  ) throws {
    let packing = Packing(source.head)
    if case .utf16(let isBigEndian) = packing {
      let text = try PeekedSource(UTF16Source(source, isBigEndian: isBigEndian))
      return try take(path, Packing(text.head) == .text ? records(of: text) : nil, progress)
    }
    guard packing == .archive, depth < InputWalk.depthLimit else {
      let isReadable = packing == .text || packing == .avro
      return try take(path, isReadable ? records(of: source) : nil, progress)
    }
    let archive = Archive(source)
    var isEmpty = true
    while let member = try archive.nextMember() {
      let memberPath = member.path.map { "\(path):\($0)" } ?? path
      // As in a folder: hidden files are no logs.
      guard member.isFile, member.path.map(InputFile.isHidden) != true else { continue }
      isEmpty = false
      if member.isEncrypted {
        try note(Issue(.nothingKnown, path: memberPath, "the file is encrypted, so nothing of it was read"))
      } else if FiddlerSessions.Part(member.path) != nil {
        try take(path, FiddlerSessions(archive, first: member), progress)
      } else {
        try read(PeekedSource(MemberSource(archive)), memberPath, depth: depth + 1, progress)
      }
    }
    // An input that ends because of the sign is not damaged.
    if stop?.isRaised == true { throw Interrupted() }
    if archive.isDamaged {
      try note(Issue(.cutShort, path: path, "the archive is cut short or damaged; what stands before that was read"))
    } else if isEmpty {
      try note(Issue(.nothingKnown, path: path, "the archive holds no files"))
    }
  }

  /// The records of an input that is no archive.
  private func records(of source: PeekedSource) -> any RecordSource {
    switch Packing(source.head) {
    // One event alone cannot tell what the others mean.
    case .avro: AvroScanner(source) { scanner($0, looksAtDates: false) }
    case .text where CaptureScanner.recognises(source.head): CaptureScanner(source)
    case .text, .utf16, .archive, .unreadable: scanner(ByteWindow(source))
    }
  }

  private func scanner(_ window: ByteWindow, looksAtDates: Bool = true) -> RecordScanner {
    let formats = formats
    return RecordScanner(
      window, order: dateOrder, looksAtDates: looksAtDates,
      knowsRow: { row in formats.contains { $0.recognises(row) } },
      knowsHeader: { header in formats.contains { $0.recognises(header) } })
  }
}
