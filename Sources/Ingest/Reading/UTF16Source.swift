/// Text in UTF-16, handed on in UTF-8 and without its byte order mark: so does PowerShell's `>` write what `az` prints.
///
/// Half of a character without its other half, and an odd byte at the end, become U+FFFD.
final class UTF16Source: ByteSource {
  private let source: any ByteSource
  private let isBigEndian: Bool
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 14, alignment: 16)
  /// Decoded, and not taken yet.
  private var unread: ArraySlice<UInt8> = []
  /// The first byte of a code unit whose second one was not read yet.
  private var oddByte: UInt8?
  /// The first half of a character whose second half was not read yet.
  private var highSurrogate: UInt16?
  private var isAtStart = true
  private var isAtEnd = false

  init(_ source: any ByteSource, isBigEndian: Bool) {
    self.source = source
    self.isBigEndian = isBigEndian
  }

  deinit { input.deallocate() }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    while unread.isEmpty, !isAtEnd { try decode() }
    let part = unread.prefix(buffer.count)
    buffer.copyBytes(from: part)
    unread = unread.dropFirst(part.count)
    return part.count
  }

  private func decode() throws(FileFailure) {
    let count = try source.read(into: input)
    var output: [UInt8] = []
    output.reserveCapacity(3 * count / 2 + 4)
    for byte in input[..<count] {
      if let first = oddByte {
        oddByte = nil
        take(isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first), into: &output)
      } else {
        oddByte = byte
      }
    }
    if count == 0 {
      isAtEnd = true
      if highSurrogate != nil { UTF16Source.append("\u{FFFD}", to: &output) }
      if oddByte != nil { UTF16Source.append("\u{FFFD}", to: &output) }
    }
    unread = output[...]
  }

  private func take(_ unit: UInt16, into output: inout [UInt8]) {
    defer { isAtStart = false }
    if let high = highSurrogate {
      highSurrogate = nil
      if UTF16.isTrailSurrogate(unit) {
        let offset = (UInt32(high) & 0x3FF) << 10 | UInt32(unit) & 0x3FF
        return UTF16Source.append(Unicode.Scalar(0x1_0000 + offset)!, to: &output)
      }
      UTF16Source.append("\u{FFFD}", to: &output)
    }
    if UTF16.isLeadSurrogate(unit) {
      highSurrogate = unit
    } else if !(isAtStart && unit == 0xFEFF) {
      UTF16Source.append(Unicode.Scalar(unit) ?? "\u{FFFD}", to: &output)
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    output.append(contentsOf: UTF8.encode(scalar)!)
  }
}
