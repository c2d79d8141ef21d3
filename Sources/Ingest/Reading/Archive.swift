import CArchive

/// A packed input, whose members are read one after another through libarchive, without unpacking to disk.
///
/// Only what libarchive reads by itself: it would start other programs for rarer compressions.
final class Archive {
  struct Member {
    /// Path inside the archive; nil for a file that is compressed by itself.
    let path: String?
    let isFile: Bool
    let isEncrypted: Bool
  }

  /// Damage that ended the reading; what came before it is sound.
  private(set) var isDamaged = false
  /// The world failed below libarchive.
  fileprivate var failure: FileFailure?
  fileprivate let source: any ByteSource
  fileprivate let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private let handle = archive_read_new()
  /// What libarchive unpacked and nobody took yet; valid until it is asked for more.
  private var block = UnsafeRawBufferPointer(start: nil, count: 0)
  private var isOpen = false
  private var hasMembers = true

  init(_ source: any ByteSource) { self.source = source }

  deinit {
    archive_read_free(handle)
    buffer.deallocate()
  }

  /// The next member; its bytes are then this archive's `content`.
  func nextMember() throws(FileFailure) -> Member? {
    if !isOpen, !open() { return try damaged() }
    guard !isDamaged, hasMembers else { return nil }
    block = UnsafeRawBufferPointer(start: nil, count: 0)
    var entry: OpaquePointer?
    let status = archive_read_next_header(handle, &entry)
    if status == ARCHIVE_EOF {
      hasMembers = false
      return nil
    }
    // A warning says that a name cannot be spelled in the machine's locale.
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { return try damaged() }
    let isRaw = archive_format(handle) == ARCHIVE_FORMAT_RAW
    if isRaw { hasMembers = false }
    let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
    // The file type's bits of Unix, which libarchive's own constants are.
    let isFile = archive_entry_filetype(entry) == 0o100000
    return Member(
      path: isRaw ? nil : name.map { Archive.printable(String(cString: $0)) } ?? "?", isFile: isFile,
      isEncrypted: archive_entry_is_data_encrypted(entry) != 0)
  }

  /// The bytes of the member that came last.
  ///
  /// Taken block by block: `archive_read_data` would keep back what it has when damage follows.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    while block.isEmpty, !isDamaged {
      var start: UnsafeRawPointer?
      var count = 0
      var offset: la_int64_t = 0
      let status = archive_read_data_block(handle, &start, &count, &offset)
      if let failure { throw failure }
      if status == ARCHIVE_EOF { return 0 }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
        isDamaged = true
        return 0
      }
      block = UnsafeRawBufferPointer(start: start, count: count)
    }
    let count = min(buffer.count, block.count)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
    block = UnsafeRawBufferPointer(rebasing: block[count...])
    return count
  }

  private func damaged() throws(FileFailure) -> Member? {
    if let failure { throw failure }
    isDamaged = true
    return nil
  }

  private func open() -> Bool {
    isOpen = true
    archive_read_support_filter_gzip(handle)
    archive_read_support_filter_bzip2(handle)
    archive_read_support_filter_xz(handle)
    archive_read_support_filter_zstd(handle)
    archive_read_support_format_zip(handle)
    archive_read_support_format_tar(handle)
    archive_read_support_format_raw(handle)
    archive_read_support_format_empty(handle)
    archive_read_set_read_callback(handle, readArchive)
    if source.seek(0, fromEnd: false) != nil { archive_read_set_seek_callback(handle, seekArchive) }
    archive_read_set_callback_data(handle, Unmanaged.passUnretained(self).toOpaque())
    return archive_read_open1(handle) == ARCHIVE_OK
  }

  private static func printable(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
  }
}

private func readArchive(
  _: OpaquePointer?, _ data: UnsafeMutableRawPointer?, _ start: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> la_ssize_t {
  let archive = Unmanaged<Archive>.fromOpaque(data!).takeUnretainedValue()
  start?.pointee = UnsafeRawPointer(archive.buffer.baseAddress)
  do {
    return try archive.source.read(into: archive.buffer)
  } catch {
    archive.failure = error
    return la_ssize_t(ARCHIVE_FATAL)
  }
}

private func seekArchive(
  _: OpaquePointer?, _ data: UnsafeMutableRawPointer?, _ offset: la_int64_t, _ origin: Int32
) -> la_int64_t {
  let archive = Unmanaged<Archive>.fromOpaque(data!).takeUnretainedValue()
  // SEEK_SET and SEEK_END; libarchive turns SEEK_CUR into the former.
  guard origin != 1, let place = archive.source.seek(Int64(offset), fromEnd: origin == 2) else {
    return la_int64_t(ARCHIVE_FATAL)
  }
  return la_int64_t(place)
}
