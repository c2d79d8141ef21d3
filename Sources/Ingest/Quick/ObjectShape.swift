import CSimdjson

/// The names of an object's members in their order. The objects of a log have few different ones, so that where a field
/// stands is looked up once a shape and not once a record.
final class ObjectShape<Places> {
  /// Where the fields stand that a reader wants.
  let places: Places
  private let text: UnsafeMutableBufferPointer<CChar>
  private let starts: UnsafeMutableBufferPointer<UnsafePointer<CChar>?>
  private let lengths: UnsafeMutableBufferPointer<Int>

  init(_ names: [String], _ places: Places) {
    self.places = places
    text = .allocate(capacity: max(1, names.reduce(0) { $0 + $1.utf8.count }))
    starts = .allocate(capacity: max(1, names.count))
    lengths = .allocate(capacity: max(1, names.count))
    var next = text.baseAddress!
    for (place, name) in names.enumerated() {
      starts[place] = UnsafePointer(next)
      lengths[place] = name.utf8.count
      for byte in name.utf8 {
        next.pointee = CChar(bitPattern: byte)
        next += 1
      }
    }
    count = names.count
  }

  let count: Int

  deinit {
    text.deallocate()
    starts.deallocate()
    lengths.deallocate()
  }

  /// The members' values; false for an object of another shape.
  func read(_ object: JSONValue, into values: UnsafeMutablePointer<cjson_value>) -> Bool {
    cjson_members(object.raw, starts.baseAddress!, lengths.baseAddress!, count, values)
  }
}
