/// Unpacks snappy's block format (google/snappy, `format_description.txt`), as an Avro block holds it: with the four bytes
/// of a checksum behind it, which are left unread, since a damaged block is found out by its values.
enum Snappy {
  static func unpack(_ packed: [UInt8], limit: Int) throws(Rejection) -> [UInt8] {
    guard packed.count > 4 else { throw AvroCodec.damage }
    var rest = packed.dropLast(4)
    let length = try varint(&rest)
    guard length <= limit else { throw AvroCodec.tooLong }
    var result: [UInt8] = []
    // No tag makes more than 64 bytes of 2 or 3.
    result.reserveCapacity(min(length, packed.count * 32))
    while let tag = rest.popFirst() {
      if tag & 3 == 0 {
        var count = Int(tag >> 2) + 1
        if count > 60 { count = try number(&rest, bytes: count - 60) + 1 }
        guard count <= rest.count, count <= length - result.count else { throw AvroCodec.damage }
        result += rest.prefix(count)
        rest = rest.dropFirst(count)
      } else {
        try copy(tag, &rest, &result, length)
      }
    }
    guard result.count == length else { throw AvroCodec.damage }
    return result
  }

  private static func copy(
    _ tag: UInt8, _ rest: inout ArraySlice<UInt8>, _ result: inout [UInt8], _ length: Int
  ) throws(Rejection) {
    var count = Int(tag >> 2) + 1
    let offset: Int
    switch tag & 3 {
    case 1:
      count = Int(tag >> 2 & 7) + 4
      offset = Int(tag >> 5) << 8 | (try number(&rest, bytes: 1))
    case 2: offset = try number(&rest, bytes: 2)
    default: offset = try number(&rest, bytes: 4)
    }
    guard offset > 0, offset <= result.count, count <= length - result.count else { throw AvroCodec.damage }
    // One by one: a copy may run into what it writes.
    for _ in 0..<count { result.append(result[result.count - offset]) }
  }

  private static func number(_ rest: inout ArraySlice<UInt8>, bytes: Int) throws(Rejection) -> Int {
    guard rest.count >= bytes else { throw AvroCodec.damage }
    var value = 0
    for index in 0..<bytes { value |= Int(rest.removeFirst()) << (8 * index) }
    return value
  }

  private static func varint(_ rest: inout ArraySlice<UInt8>) throws(Rejection) -> Int {
    var value = 0
    for shift in stride(from: 0, to: 35, by: 7) {
      guard let byte = rest.popFirst() else { throw AvroCodec.damage }
      value |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
    }
    throw AvroCodec.damage
  }
}
