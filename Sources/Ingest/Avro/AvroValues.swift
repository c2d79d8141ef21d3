import CAvro
import ChargebackModel

/// Reads the values of an Avro block by the schema of its writer, through avro-c.
///
/// avro-c reads the schema and each single value; lists, maps, unions and records are walked here, with bounds on their
/// depth and number, because a damaged or hostile block may state 2^60 elements of no bytes each.
final class AvroValues {
  /// What is kept of one record.
  struct Event {
    /// The record as JSON, without its body.
    var json: [UInt8] = []
    /// The field `Body` of bytes, at the top of the record.
    var body: [UInt8]?
    /// The field `EnqueuedTimeUtc`.
    var enqueued: String?
  }

  private static let depthLimit = 64
  private static let valueLimit = 4 << 20

  /// Whether the records are Event Hubs Capture's, or of a schema like it: a body of bytes.
  let holdsBodies: Bool
  private let schema: avro_schema_t
  private let reader: avro_reader_t
  private let scalar = AvroScalar()
  /// The block that is being read.
  private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 16)
  private var remaining: Int64 = 0
  /// Values that may still come in this record.
  private var budget = 0
  private var event = Event()

  init(schema json: [UInt8]) throws(Rejection) {
    var parsed: avro_schema_t?
    let status = json.withUnsafeBytes {
      avro_schema_from_json_length($0.baseAddress?.assumingMemoryBound(to: CChar.self), json.count, &parsed)
    }
    guard status == 0, let parsed else {
      throw Rejection(.malformed, "the schema of the Avro file cannot be read")
    }
    schema = parsed
    reader = avro_reader_memory(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), 0)
    holdsBodies = AvroValues.holdsBody(parsed)
  }

  deinit {
    avro_schema_decref(schema)
    avro_reader_free(reader)
    bytes.deallocate()
  }

  /// Takes a block, whose records `next` then hands out.
  func begin(_ block: AvroFile.Block) throws(Rejection) {
    // Records of no bytes at all are nobody's events.
    guard block.count <= max(1, block.bytes.count) else { throw AvroValues.damage }
    bytes.deallocate()
    bytes = .allocate(byteCount: max(1, block.bytes.count), alignment: 16)
    bytes.copyBytes(from: block.bytes)
    avro_reader_memory_set_source(
      reader, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int64(block.bytes.count))
    remaining = block.count
  }

  /// The next record of the block; nil at its end. After a failure the rest of the block is given up.
  func next() throws(Rejection) -> Event? {
    guard remaining > 0 else { return nil }
    let left = remaining - 1
    remaining = 0
    event = Event()
    budget = AvroValues.valueLimit
    try value(schema, depth: 0)
    remaining = left
    return event
  }

  private static var damage: Rejection { Rejection(.malformed, "the record of the Avro file cannot be read") }

  private static func holdsBody(_ schema: avro_schema_t) -> Bool {
    guard schema.pointee.type == AVRO_RECORD, let body = avro_schema_record_field_get(schema, "Body") else {
      return false
    }
    if body.pointee.type == AVRO_BYTES { return true }
    guard body.pointee.type == AVRO_UNION else { return false }
    return (0..<avro_schema_union_size(body)).contains {
      avro_schema_union_branch(body, Int32($0))?.pointee.type == AVRO_BYTES
    }
  }

  // MARK: Walking

  private func value(_ schema: avro_schema_t?, depth: Int, field: String? = nil) throws(Rejection) {
    budget -= 1
    guard let schema, depth < AvroValues.depthLimit, budget > 0 else { throw AvroValues.damage }
    switch schema.pointee.type {
    case AVRO_RECORD: try record(schema, depth: depth)
    case AVRO_LINK: try value(avro_schema_link_target(schema), depth: depth + 1, field: field)
    case AVRO_UNION:
      let branch = try long()
      guard branch >= 0, branch < Int64(avro_schema_union_size(schema)) else { throw AvroValues.damage }
      try value(avro_schema_union_branch(schema, Int32(branch)), depth: depth + 1, field: field)
    case AVRO_ARRAY:
      try list(opening: "[", closing: "]") { () throws(Rejection) in
        try value(avro_schema_array_items(schema), depth: depth + 1)
      }
    case AVRO_MAP:
      try list(opening: "{", closing: "}") { () throws(Rejection) in
        let name = try read(avro_schema_string())
        write(string: name.bytes)
        event.json.append(UInt8(ascii: ":"))
        try value(avro_schema_map_values(schema), depth: depth + 1)
      }
    default: try single(schema, field: field)
    }
  }

  private func record(_ schema: avro_schema_t, depth: Int) throws(Rejection) {
    event.json.append(UInt8(ascii: "{"))
    for index in 0..<avro_schema_record_size(schema) {
      let name = avro_schema_record_field_name(schema, Int32(index)).map { String(cString: $0) } ?? ""
      if index > 0 { event.json.append(UInt8(ascii: ",")) }
      write(string: Array(name.utf8))
      event.json.append(UInt8(ascii: ":"))
      try value(
        avro_schema_record_field_get_by_index(schema, Int32(index)), depth: depth + 1, field: depth == 0 ? name : nil)
    }
    event.json.append(UInt8(ascii: "}"))
  }

  private func list(
    opening: Character, closing: Character, _ element: () throws(Rejection) -> Void
  ) throws(Rejection) {
    event.json += opening.utf8
    var isFirst = true
    var count = try long()
    while count != 0 {
      if count < 0 {
        _ = try long()
        guard count > -Int64(AvroValues.valueLimit) else { throw AvroValues.damage }
        count = -count
      }
      for _ in 0..<count {
        if !isFirst { event.json.append(UInt8(ascii: ",")) }
        isFirst = false
        try element()
      }
      count = try long()
    }
    event.json += closing.utf8
  }

  // MARK: Single values

  private func single(_ schema: avro_schema_t, field: String?) throws(Rejection) {
    if schema.pointee.type == AVRO_FIXED, avro_schema_fixed_size(schema) > AvroFile.blockLimit {
      throw AvroValues.damage
    }
    let scalar = try read(schema)
    if field == "Body", schema.pointee.type == AVRO_BYTES, holdsBodies {
      event.body = scalar.bytes
      event.json += "null".utf8
      return
    }
    switch schema.pointee.type {
    case AVRO_STRING, AVRO_BYTES, AVRO_FIXED:
      if field == "EnqueuedTimeUtc" { event.enqueued = String(decoding: scalar.bytes, as: UTF8.self) }
      write(string: scalar.bytes)
    case AVRO_ENUM:
      guard (0..<Int64(avro_schema_enum_number_of_symbols(schema))).contains(scalar.integer),
        let symbol = avro_schema_enum_get(schema, Int32(scalar.integer))
      else { throw AvroValues.damage }
      write(string: Array(String(cString: symbol).utf8))
    case AVRO_INT32, AVRO_INT64: event.json += "\(scalar.integer)".utf8
    case AVRO_BOOLEAN: event.json += (scalar.integer == 0 ? "false" : "true").utf8
    case AVRO_FLOAT, AVRO_DOUBLE: event.json += (scalar.double.isFinite ? "\(scalar.double)" : "null").utf8
    default: event.json += "null".utf8
    }
  }

  private func long() throws(Rejection) -> Int64 { try read(avro_schema_long()).integer }

  private func read(_ schema: avro_schema_t) throws(Rejection) -> AvroScalar {
    guard scalar.read(schema, from: reader) else { throw AvroValues.damage }
    return scalar
  }

  private func write(string: [UInt8]) {
    event.json.append(UInt8(ascii: "\""))
    for byte in String(decoding: string, as: UTF8.self).utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        event.json += [UInt8(ascii: "\\"), byte]
      case 0..<0x20:
        let hex = String(byte, radix: 16)
        event.json += "\\u00\(hex.count == 1 ? "0" : "")\(hex)".utf8
      default: event.json.append(byte)
      }
    }
    event.json.append(UInt8(ascii: "\""))
  }
}
