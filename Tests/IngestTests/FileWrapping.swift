import Foundation

@testable import Ingest

/// What happens to whole files on their way: other line ends, other encodings, packing.
enum FileWrapping: String, CaseIterable {
  // Any file.
  case gzip, zstd, zip, tarGzip
  // Text.
  case lineEndsOfWindows, byteOrderMark, utf16LittleEndian, utf16BigEndian

  /// Nil where the file does not fit.
  func bytes(of file: [UInt8]) -> [UInt8]? {
    switch self {
    case .gzip: return PackedBytes.pack([("sample", file)], .gzip)
    case .zstd: return PackedBytes.pack([("sample", file)], .zstd)
    case .zip: return PackedBytes.pack([("sample", file)], .zip)
    case .tarGzip: return PackedBytes.pack([("logs/sample", file)], .tarGzip)
    default:
      guard Packing(Array(file.prefix(PeekedSource.headLength))) == .text else { return nil }
      return rewritten(String(decoding: file, as: UTF8.self))
    }
  }

  private func rewritten(_ text: String) -> [UInt8]? {
    let isMarked = text.unicodeScalars.first == "\u{FEFF}"
    let marked = isMarked ? text : "\u{FEFF}" + text
    switch self {
    case .lineEndsOfWindows:
      let isWindows = text.utf8.contains(13)
      return isWindows ? nil : text.utf8.flatMap { $0 == 10 ? [13, 10] : [$0] }
    case .byteOrderMark: return isMarked ? nil : Array(marked.utf8)
    case .utf16LittleEndian: return marked.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16BigEndian: return marked.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .gzip, .zstd, .zip, .tarGzip: return nil
    }
  }
}
