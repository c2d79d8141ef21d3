/// Takes a record apart into its skeleton and its values.
struct SkeletonMaker {
  private let wanted: WantedFields
  private let isCommon: (_ names: [String], _ object: [String]) -> Bool
  private var pieces: [Skeleton.Piece] = []
  private var found: Set<Int> = []
  private var place: UnsafeRawPointer
  /// Where the bytes begin that stand behind the last value.
  private var start: UnsafeRawPointer
  private var isNested = false
  private var depth = 0

  private static let depthLimit = 32
  /// Larger records are few, and their skeletons not worth their memory.
  private static let mostPieces = 1000
  private static let mostBytes = 1 << 16

  /// - Parameters:
  ///   - record: begins with its bracket; a NUL stands somewhere behind it.
  ///   - count: how many fields are wanted.
  ///   - isCommon: whether an object in which fields are wanted may have members of these names.
  /// - Returns: nil where records of its like are best read by their format.
  static func skeleton(
    of record: UnsafeRawPointer, _ wanted: WantedFields, count: Int, isCommon: @escaping ([String], [String]) -> Bool
  ) -> Skeleton? {
    var maker = SkeletonMaker(wanted: wanted, isCommon: isCommon, place: record, start: record)
    guard record.byte == UInt8(ascii: "{"), maker.object(wanted, []) else { return nil }
    maker.endPiece(.end)
    guard maker.pieces.count <= mostPieces, maker.pieces.reduce(0, { $0 + $1.bytes.count }) <= mostBytes else {
      return nil
    }
    return Skeleton(maker.pieces, missing: (0..<count).filter { !maker.found.contains($0) })
  }

  private init(
    wanted: WantedFields, isCommon: @escaping ([String], [String]) -> Bool, place: UnsafeRawPointer,
    start: UnsafeRawPointer
  ) {
    self.wanted = wanted
    self.isCommon = isCommon
    self.place = place
    self.start = start
  }

  // MARK: Values

  /// - Parameter node: what is wanted of it; nil for nothing.
  private mutating func value(_ node: WantedFields?, _ path: [String]) -> Bool {
    let isText = place.byte == (isNested ? UInt8(ascii: "\\") : UInt8(ascii: "\""))
    switch place.byte {
    case UInt8(ascii: "{"): return node?.number == nil && object(node, path)
    case UInt8(ascii: "["): return list(node, path)
    case _ where isText && node?.members.isEmpty == false: return node?.number == nil && textOfObject(node, path)
    default:
      if let number = node?.number {
        found.insert(number)
        return scalar(.value(field: number))
      }
      return scalar(node == nil ? .value(field: nil) : .noText)
    }
  }

  private mutating func object(_ node: WantedFields?, _ path: [String]) -> Bool {
    depth += 1
    defer { depth -= 1 }
    guard depth <= SkeletonMaker.depthLimit else { return false }
    var names: [String] = []
    place += 1
    skipSpace()
    while place.byte != UInt8(ascii: "}") {
      if !names.isEmpty, !take(",") { return false }
      guard let name = name() else { return false }
      names.append(name)
      skipSpace()
      guard take(":"), value(node?.members[name], path + [name]) else { return false }
      skipSpace()
    }
    place += 1
    return Set(names).count == names.count && (node == nil || isCommon(names, path))
  }

  /// An object that stands as JSON in a text: `"{\"name\":\"value\"}"`.
  private mutating func textOfObject(_ node: WantedFields?, _ path: [String]) -> Bool {
    guard !isNested else { return false }
    place += 1
    isNested = true
    defer { isNested = false }
    guard place.byte == UInt8(ascii: "{"), object(node, path), place.byte == UInt8(ascii: "\"") else { return false }
    place += 1
    return true
  }

  private mutating func list(_ node: WantedFields?, _ path: [String]) -> Bool {
    depth += 1
    defer { depth -= 1 }
    guard depth <= SkeletonMaker.depthLimit else { return false }
    let field = node?.number
    // What is wanted of the elements of a list is the format's to find.
    guard node == nil || (field != nil && node?.members.isEmpty == true) else { return false }
    place += 1
    skipSpace()
    if place.byte == UInt8(ascii: "]") {
      place += 1
      return field == nil
    }
    let first = place
    if plainList(field) { return true }
    place = first
    guard field == nil else { return false }
    while true {
      guard value(nil, path) else { return false }
      skipSpace()
      if place.byte == UInt8(ascii: "]") { break }
      guard take(",") else { return false }
    }
    place += 1
    return true
  }

  /// The elements of a list if each is a single value, and the same bytes stand between each two.
  private mutating func plainList(_ field: Int?) -> Bool {
    let first = place
    var separator: [UInt8]?
    while true {
      guard ScalarScan.value(&place, isNested: isNested, nil) != nil else { return false }
      let end = place
      skipSpace()
      if place.byte == UInt8(ascii: "]") {
        let next = place
        place = first
        endPiece(.list(field: field, separator: separator))
        start = end
        place = next + 1
        if let field { found.insert(field) }
        return true
      }
      guard take(",") else { return false }
      let bytes = [UInt8](UnsafeRawBufferPointer(start: end, count: place - end))
      guard separator == nil || separator == bytes else { return false }
      separator = bytes
    }
  }

  private mutating func scalar(_ part: Skeleton.Part) -> Bool {
    var end = place
    guard ScalarScan.value(&end, isNested: isNested, nil) != nil else { return false }
    endPiece(part)
    place = end
    start = end
    return true
  }

  private mutating func endPiece(_ part: Skeleton.Part) {
    let bytes = UnsafeRawBufferPointer(start: start, count: place - start)
    pieces.append(Skeleton.Piece(bytes: Array(bytes), part: part, isNested: isNested))
    start = place
  }

  // MARK: What stands between values

  /// A name without escapes.
  private mutating func name() -> String? {
    let first = place
    guard place.byte == (isNested ? UInt8(ascii: "\\") : UInt8(ascii: "\"")),
      ScalarScan.value(&place, isNested: isNested, nil) != nil
    else { return nil }
    let mark = isNested ? 2 : 1
    let name = UnsafeRawBufferPointer(start: first + mark, count: place - first - 2 * mark)
    return name.contains(UInt8(ascii: "\\")) ? nil : String(decoding: name, as: UTF8.self)
  }

  /// A mark with the space around it.
  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard place.byte == UInt8(ascii: mark) else { return false }
    place += 1
    skipSpace()
    return true
  }

  /// Other white space than spaces is escaped in a text.
  private mutating func skipSpace() {
    while place.byte == 32 || !isNested && (place.byte == 10 || place.byte == 13 || place.byte == 9) { place += 1 }
  }
}
