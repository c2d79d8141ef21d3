/// Which record told of which call, as the database keeps it: differences from the entry before, in base 128.
///
/// Records of one file mostly follow each other, and so do the calls that they tell of, so that an entry takes two to four
/// bytes. Numbers of places have at most 18 digits. An entry is a number that holds the difference of the place's number
/// and, in its lowest two bits, the form of the place; then what that form has beside its number; then the difference of
/// the call's id.
enum TrailBytes {
  struct Entry: Hashable {
    let place: TrailPlace
    let call: Int64
  }

  static func encoded(_ entries: [Entry]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.count * 4)
    var last = Entry(place: TrailPlace(number: 0, form: .number), call: 0)
    var lastColumn: Int64 = 0
    for entry in entries {
      let step = Base128.zigzag(entry.place.number &- last.place.number)
      if step != 0 { lastColumn = 0 }
      switch entry.place.form {
      case .number: Base128.append(step << 2, to: &bytes)
      case .column(let column):
        Base128.append(step << 2 | 1, to: &bytes)
        Base128.append(Base128.zigzag(column &- lastColumn), to: &bytes)
        lastColumn = column
      case .record: Base128.append(step << 2 | 2, to: &bytes)
      case .text(let text):
        Base128.append(step << 2 | 3, to: &bytes)
        Base128.append(UInt64(text.utf8.count), to: &bytes)
        bytes += text.utf8
      }
      Base128.append(Base128.zigzag(entry.call &- last.call), to: &bytes)
      last = entry
    }
    return bytes
  }

  /// - Throws: `StoreFailure` where the bytes are damaged.
  static func decoded(_ bytes: UnsafeRawBufferPointer) throws(StoreFailure) -> [Entry] {
    var entries: [Entry] = []
    try visit(bytes) { entries.append($0) }
    return entries
  }

  /// Calls `body` with each entry in order.
  static func visit(_ bytes: UnsafeRawBufferPointer, _ body: (Entry) -> Void) throws(StoreFailure) {
    var reader = Reader(bytes: bytes)
    var number: Int64 = 0
    var call: Int64 = 0
    var column: Int64 = 0
    while reader.index < bytes.count {
      let head = try reader.next()
      if head >> 2 != 0 { column = 0 }
      number &+= Base128.signed(head >> 2)
      let form: TrailPlace.Form
      switch head & 3 {
      case 0: form = .number
      case 1:
        column &+= Base128.signed(try reader.next())
        form = .column(column)
      case 2: form = .record
      default: form = .text(try reader.text())
      }
      call &+= Base128.signed(try reader.next())
      body(Entry(place: TrailPlace(number: number, form: form), call: call))
    }
  }

  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    var index = 0

    mutating func next() throws(StoreFailure) -> UInt64 {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      while index < bytes.count, shift < 64 {
        let byte = bytes[index]
        index += 1
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return value }
        shift += 7
      }
      throw Reader.damage
    }

    mutating func text() throws(StoreFailure) -> String {
      guard let count = Int(exactly: try next()), count <= bytes.count - index else { throw Reader.damage }
      defer { index += count }
      return String(decoding: bytes[index..<(index + count)], as: UTF8.self)
    }

    private static let damage = StoreFailure("the database is damaged: a trail of records cannot be read")
  }
}
