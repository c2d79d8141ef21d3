/// What an input's first bytes say that it is, whatever its name.
enum Packing: Equatable {
  /// Records in UTF-8 text.
  case text
  /// Text in UTF-16, which its byte order mark tells.
  case utf16(isBigEndian: Bool)
  /// gzip, zstd, xz, bzip2, zip or tar.
  case archive
  /// An Avro object container file.
  case avro
  /// More than one byte of a hundred is zero: no text. A few are damage to a text.
  case unreadable

  init(_ head: [UInt8]) {
    if head.starts(with: AvroFile.magic) {
      self = .avro
    } else if Packing.magics.contains(where: head.starts(with:)) || Packing.isTar(head) {
      self = .archive
    } else if head.starts(with: [0xFF, 0xFE]), !head.starts(with: [0xFF, 0xFE, 0, 0]) {
      self = .utf16(isBigEndian: false)
    } else if head.starts(with: [0xFE, 0xFF]) {
      self = .utf16(isBigEndian: true)
    } else if head.count(where: { $0 == 0 }) * 100 > head.count {
      self = .unreadable
    } else {
      self = .text
    }
  }

  private static let magics: [[UInt8]] = [
    [0x1F, 0x8B],  // gzip
    [0x28, 0xB5, 0x2F, 0xFD],  // zstd
    [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],  // xz
    Array("BZh".utf8),
    Array("PK\u{3}\u{4}".utf8), Array("PK\u{5}\u{6}".utf8),
  ]

  private static func isTar(_ head: [UInt8]) -> Bool {
    head.count >= 262 && head[257..<262].elementsEqual("ustar".utf8)
  }
}
