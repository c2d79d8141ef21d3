/// Unpacks a block of an Avro file, never to more than `AvroFile.blockLimit`.
///
/// avro-c unpacks only inside its own file reader, without a bound.
enum AvroCodec {
  static let names: Set = ["null", "deflate", "snappy"]

  static func unpack(_ packed: [UInt8], _ codec: String) throws -> [UInt8] {
    switch codec {
    case "deflate": try inflate(packed)
    case "snappy": try Snappy.unpack(packed, limit: AvroFile.blockLimit)
    default: packed
    }
  }

  /// Avro's deflate is gzip without its frame: with one, libarchive reads it.
  private static func inflate(_ packed: [UInt8]) throws -> [UInt8] {
    let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    let archive = Archive(MemorySource(header + packed + [UInt8](repeating: 0, count: 8)))
    var result: [UInt8] = []
    guard try archive.nextMember() != nil else {
      // Nothing but an end mark: a block of empty records.
      if !archive.isDamaged { return [] }
      throw damage
    }
    let part = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { part.deallocate() }
    while true {
      let got = try archive.read(into: part)
      if archive.isDamaged { throw damage }
      if got == 0 { return result }
      guard result.count + got <= AvroFile.blockLimit else { throw tooLong }
      result += part[..<got]
    }
  }

  static var damage: Rejection { Rejection(.malformed, "a packed block of the Avro file is damaged") }
  static var tooLong: Rejection {
    Rejection(.tooLong, "the block is longer than \(AvroFile.blockLimit >> 20) MiB when it is unpacked")
  }
}
