import CVocabularies
import CZlib
import Crypto

/// A vocabulary as it lies in the binary: a tiktoken file, packed.
struct BundledVocabulary {
  let encoding: TokenEncoding
  let gzip: UnsafeRawBufferPointer
  /// SHA-256 of the unpacked file in hexadecimal, as tiktoken itself checks it (`tiktoken_ext/openai_public.py`).
  let digest: String

  /// The file, unpacked and checked.
  func unpacked() throws(TokenizerError) -> [UInt8] {
    guard let file = gunzip(gzip) else { throw .notUnpacked(encoding) }
    var hash = SHA256()
    file.withUnsafeBytes { hash.update(bufferPointer: $0) }
    let found = hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    guard found == digest else { throw .wrongDigest(encoding, expected: digest, found: found) }
    return file
  }
}

extension TokenEncoding {
  var bundledVocabulary: BundledVocabulary {
    switch self {
    case .cl100kBase:
      BundledVocabulary(
        encoding: self, gzip: UnsafeRawBufferPointer(cl100k_base_tiktoken_gz()),
        digest: "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7")
    case .o200kBase:
      BundledVocabulary(
        encoding: self, gzip: UnsafeRawBufferPointer(o200k_base_tiktoken_gz()),
        digest: "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d")
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate init(_ file: GzipFile) {
    self.init(start: file.bytes, count: file.size)
  }
}

/// Unpacks a gzip file of one member; nil when it is damaged.
private func gunzip(_ packed: UnsafeRawBufferPointer) -> [UInt8]? {
  guard packed.count > 18 else { return nil }
  // RFC 1952: the last four bytes are the unpacked size. A wrong one shows as a buffer too small or not filled.
  let size = Int(UInt32(littleEndian: packed.loadUnaligned(fromByteOffset: packed.count - 4, as: UInt32.self)))
  guard size / 1_032 <= packed.count else { return nil }  // deflate packs no better than 1,032 to 1

  var stream = z_stream()
  let gzipWrapper: Int32 = 16
  guard
    inflateInit2_(&stream, MAX_WBITS + gzipWrapper, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
  else { return nil }
  defer { inflateEnd(&stream) }
  var isWhole = false
  let file = [UInt8](unsafeUninitializedCapacity: size) { file, count in
    stream.next_in = UnsafeMutablePointer(mutating: packed.bindMemory(to: UInt8.self).baseAddress)
    stream.avail_in = UInt32(packed.count)
    stream.next_out = file.baseAddress
    stream.avail_out = UInt32(size)
    isWhole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0
    count = size - Int(stream.avail_out)
  }
  return isWhole ? file : nil
}
