import CAvro
import Foundation

/// Writes Avro files with avro-c's own writer; a record's bytes are made here.
enum AvroBytes {
  /// Capture's schema as it is found in its files, with the unions of `properties` and `body` to choose.
  static func schema(
    properties: String = #"["long","double","string","bytes","null"]"#, body: String = #"["null","bytes"]"#
  ) -> String {
    #"{"type":"record","name":"EventData","namespace":"Microsoft.ServiceBus.Messaging","fields":["#
      + #"{"name":"SequenceNumber","type":"long"},{"name":"Offset","type":"string"},"#
      + #"{"name":"EnqueuedTimeUtc","type":"string"},"#
      + #"{"name":"SystemProperties","type":{"type":"map","values":\#(properties)}},"#
      + #"{"name":"Properties","type":{"type":"map","values":\#(properties)}},"#
      + #"{"name":"Body","type":\#(body)}]}"#
  }

  static func file(_ records: [[UInt8]], schema: String = schema(), codec: String = "null") throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let path = folder.file("written.avro")
    var parsed: avro_schema_t?
    avro_schema_from_json_length(schema, schema.utf8.count, &parsed)
    defer { avro_schema_decref(parsed) }
    var writer: avro_file_writer_t?
    guard avro_file_writer_create_with_codec(path, parsed, &writer, codec, 1 << 20) == 0 else { throw NotWritten() }
    for record in records {
      record.withUnsafeBytes { _ = avro_file_writer_append_encoded(writer, $0.baseAddress, Int64($0.count)) }
    }
    avro_file_writer_close(writer)
    return Array(try Data(contentsOf: URL(filePath: path)))
  }

  struct NotWritten: Error {}

  /// One event of Capture. `bodyBranch` is the place of `bytes` in the union.
  static func event(
    _ body: [UInt8]?, at time: String = "9/14/2026 10:20:30 AM", sequence: Int64 = 1, bodyBranch: Int64 = 1,
    stringBranch: Int64 = 2
  ) -> [UInt8] {
    var bytes = long(sequence) + text("1024") + text(time)
    // One property, then the end of the map; and an empty map.
    bytes += long(1) + text("x-opt-partition-key") + long(stringBranch) + text("key") + long(0) + long(0)
    guard let body else { return bytes + long(1 - bodyBranch) }
    return bytes + long(bodyBranch) + long(Int64(body.count)) + body
  }

  static func text(_ text: String) -> [UInt8] { long(Int64(text.utf8.count)) + Array(text.utf8) }

  static func long(_ value: Int64) -> [UInt8] {
    var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
    var bytes: [UInt8] = []
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}
