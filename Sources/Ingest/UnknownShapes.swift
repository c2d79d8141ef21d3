import ChargebackModel

/// The records of one file that no format knows, summed by the names of their fields.
struct UnknownShapes {
  private var shapes: [String: (count: Int, place: String)] = [:]
  private var order: [String] = []

  /// Shapes that are told apart; records of more are counted as one.
  private static let limit = 50

  mutating func take(_ record: Record, place: String) {
    var shape = UnknownShapes.shape(record)
    if shapes[shape] == nil {
      if order.count >= UnknownShapes.limit { shape = "" }
      if shapes[shape] == nil {
        shapes[shape] = (0, place)
        order.append(shape)
      }
    }
    shapes[shape]!.count += 1
  }

  /// One line a shape, at its first record.
  func issues(path: String) -> [Issue] {
    order.map { shape in
      let (count, place) = shapes[shape]!
      let more = count == 1 ? "" : " and \(count - 1) more like it"
      let fields = shape.isEmpty ? "their fields are of many kinds" : "its fields are \(shape)"
      return Issue(.unknownRecord, path: path, place: place, "no format knows this record\(more); \(fields)")
    }
  }

  /// The names of a record's fields, for a person to tell us about; never a value.
  static func shape(_ record: Record) -> String {
    let names = record.names.map { $0.prefix(40).filter { $0.isLetter || $0.isNumber || "-_. @[]".contains($0) } }
    return names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
  }
}
