import CArchive

/// Packs files as the containers under test do, with libarchive's writers.
enum PackedBytes {
  enum Form: String, CaseIterable {
    case gzip, bzip2, xz, zstd
    case zip, storedZip, tar, tarGzip
  }

  static func pack(_ files: [(name: String, bytes: [UInt8])], _ form: Form) -> [UInt8] {
    let archive = archive_write_new()
    defer { archive_write_free(archive) }
    switch form {
    case .gzip, .tarGzip: archive_write_add_filter_gzip(archive)
    case .bzip2: archive_write_add_filter_bzip2(archive)
    case .xz: archive_write_add_filter_xz(archive)
    case .zstd: archive_write_add_filter_zstd(archive)
    case .zip, .storedZip, .tar: break
    }
    switch form {
    case .gzip, .bzip2, .xz, .zstd: archive_write_set_format_raw(archive)
    case .zip: archive_write_set_format_zip(archive)
    case .storedZip:
      archive_write_set_format_zip(archive)
      archive_write_zip_set_compression_store(archive)
    case .tar, .tarGzip: archive_write_set_format_pax_restricted(archive)
    }
    archive_write_set_bytes_in_last_block(archive, 1)
    var buffer = [UInt8](repeating: 0, count: files.reduce(1 << 16) { $0 + 2 * $1.bytes.count + 4096 })
    var used = 0
    buffer.withUnsafeMutableBytes { space in
      archive_write_open_memory(archive, space.baseAddress, space.count, &used)
      for file in files { add(file.name, file.bytes, to: archive) }
      archive_write_close(archive)
    }
    return Array(buffer.prefix(used))
  }

  private static func add(_ name: String, _ bytes: [UInt8], to archive: OpaquePointer?) {
    let entry = archive_entry_new()
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname_utf8(entry, name)
    archive_entry_set_size(entry, la_int64_t(bytes.count))
    archive_entry_set_filetype(entry, 0o100000)
    archive_entry_set_perm(entry, 0o644)
    archive_write_header(archive, entry)
    bytes.withUnsafeBytes { _ = archive_write_data(archive, $0.baseAddress, $0.count) }
  }
}
