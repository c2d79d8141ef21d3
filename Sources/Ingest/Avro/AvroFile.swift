import ChargebackModel

/// An Avro object container file (specification 1.11), cut into its blocks.
///
/// The container is cut here and not by avro-c, whose file reader wants a file of its own and believes every length that a
/// damaged file states; the schema and the values are avro-c's matter. So memory is bounded by one block, and damage costs
/// that block only: reading goes on behind the next sync marker.
final class AvroFile {
  static let magic: [UInt8] = [0x4F, 0x62, 0x6A, 0x01]
  /// The longest block that is read, in bytes, packed or unpacked.
  static let blockLimit = 64 << 20
  private static let syncLength = 16
  private static let headerLimit = 1 << 20

  struct Header {
    /// JSON.
    let schema: [UInt8]
    let codec: String
  }

  struct Block {
    let count: Int64
    let bytes: [UInt8]
  }

  let window: ByteWindow
  private var codec = "null"
  /// Random bytes that stand behind each block; the same in no two files.
  private(set) var sync: [UInt8] = []

  init(_ source: any ByteSource) { window = ByteWindow(source, limit: AvroFile.blockLimit + AvroFile.headerLimit) }

  /// Reads the header, which stands once at the beginning.
  func header() throws -> Header {
    var place = AvroFile.magic.count
    var schema: [UInt8]?
    var entries = try long(&place)
    while entries != 0 {
      if entries < 0 {
        _ = try long(&place)
        entries = entries == .min ? 0 : -entries
      }
      guard entries < 1000 else { throw AvroFile.damage }
      for _ in 0..<entries {
        let name = try bytes(&place)
        let value = try bytes(&place)
        if name == Array("avro.schema".utf8) { schema = value }
        if name == Array("avro.codec".utf8) { codec = String(decoding: value, as: UTF8.self) }
      }
      entries = try long(&place)
    }
    try need(place + AvroFile.syncLength)
    sync = Array(window.bytes[place..<(place + AvroFile.syncLength)])
    window.advance(place + AvroFile.syncLength)
    guard let schema else { throw AvroFile.damage }
    guard codec.isEmpty || AvroCodec.names.contains(codec) else {
      throw Rejection(
        .unknownRecord, "the Avro file is compressed in a way that is not read; null, deflate and snappy are")
    }
    return Header(schema: schema, codec: codec)
  }

  /// The next block with records in it; nil at the end.
  /// - Throws: a rejection for a damaged block; the next call then goes on behind it.
  func nextBlock() throws -> Block? {
    while try window.ensure(1) {
      do {
        var place = 0
        let count = try long(&place)
        let length = try long(&place)
        guard count >= 0, length >= 0 else { throw AvroFile.damage }
        guard length <= AvroFile.blockLimit else {
          throw Rejection(.tooLong, "the block is longer than \(AvroFile.blockLimit >> 20) MiB")
        }
        let end = place + Int(length)
        try need(end + AvroFile.syncLength)
        guard window.bytes[end..<(end + AvroFile.syncLength)].elementsEqual(sync) else { throw AvroFile.damage }
        let packed = Array(window.bytes[place..<end])
        window.advance(end + AvroFile.syncLength)
        // A file of a time without events has such a block, or none.
        if count == 0 { continue }
        return Block(count: count, bytes: try AvroCodec.unpack(packed, codec))
      } catch let rejection as Rejection {
        try skipToSync(rejection)
        throw rejection
      }
    }
    return nil
  }

  private static var damage: Rejection { Rejection(.malformed, "the Avro file is damaged here") }

  /// Moves behind the next sync marker, or to the end.
  private func skipToSync(_ rejection: Rejection) throws(FileFailure) {
    while true {
      if let found = firstSync() { return window.advance(found + AvroFile.syncLength) }
      window.advance(max(0, window.count - AvroFile.syncLength))
      if try !window.fill() { return window.advance(window.count) }
    }
  }

  private func firstSync() -> Int? {
    let bytes = window.bytes
    guard bytes.count >= AvroFile.syncLength else { return nil }
    for start in 0...(bytes.count - AvroFile.syncLength) where bytes[start] == sync[0] {
      if bytes[start..<(start + AvroFile.syncLength)].elementsEqual(sync) { return start }
    }
    return nil
  }

  // MARK: Values of the container

  private func need(_ count: Int) throws {
    if try !window.ensure(count) {
      throw window.atEnd ? Rejection(.cutShort, "the Avro file ends in the middle") : AvroFile.damage
    }
  }

  private func long(_ place: inout Int) throws -> Int64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      try need(place + 1)
      let byte = window[place]
      place += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
      shift += 7
    }
    throw AvroFile.damage
  }

  private func bytes(_ place: inout Int) throws -> [UInt8] {
    let length = try long(&place)
    guard length >= 0, length <= Int64(AvroFile.headerLimit - place) else { throw AvroFile.damage }
    try need(place + Int(length))
    defer { place += Int(length) }
    return Array(window.bytes[place..<(place + Int(length))])
  }
}
