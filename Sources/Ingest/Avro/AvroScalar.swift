import CAvro

/// One single value that avro-c decoded: a number, a text, bytes.
final class AvroScalar {
  fileprivate(set) var integer: Int64 = 0
  fileprivate(set) var double = 0.0
  fileprivate(set) var bytes: [UInt8] = []
  private var consumer = avro_consumer_t()

  init() {
    consumer.boolean_value = { _, value, data in keep(data) { $0.integer = Int64(value) } }
    consumer.enum_value = { _, value, data in keep(data) { $0.integer = Int64(value) } }
    consumer.int_value = { _, value, data in keep(data) { $0.integer = Int64(value) } }
    consumer.long_value = { _, value, data in keep(data) { $0.integer = value } }
    consumer.float_value = { _, value, data in keep(data) { $0.double = Double(value) } }
    consumer.double_value = { _, value, data in keep(data) { $0.double = value } }
    consumer.bytes_value = { _, value, length, data in keep(value, length, allocated: length + 1, data) }
    consumer.fixed_value = { _, value, length, data in keep(value, length, allocated: length, data) }
    // The length of a text counts the zero behind it.
    consumer.string_value = { _, value, length, data in keep(value, length - 1, allocated: length, data) }
  }

  /// Reads a value of a schema that is no list, map, union or record. False if there is none.
  func read(_ schema: avro_schema_t, from reader: avro_reader_t) -> Bool {
    consumer.schema = schema
    return avro_consume_binary(reader, &consumer, Unmanaged.passUnretained(self).toOpaque()) == 0
  }
}

private func keep(_ data: UnsafeMutableRawPointer?, _ change: (AvroScalar) -> Void) -> Int32 {
  change(Unmanaged<AvroScalar>.fromOpaque(data!).takeUnretainedValue())
  return 0
}

/// Takes over what avro-c allocated: after a success it is the consumer's to free.
private func keep(
  _ value: UnsafeRawPointer?, _ length: Int, allocated: Int, _ data: UnsafeMutableRawPointer?
) -> Int32 {
  Unmanaged<AvroScalar>.fromOpaque(data!).takeUnretainedValue().bytes =
    Array(UnsafeRawBufferPointer(start: value, count: length))
  avro_alloc_free_func(UnsafeMutableRawPointer(mutating: value), allocated)
  return 0
}
